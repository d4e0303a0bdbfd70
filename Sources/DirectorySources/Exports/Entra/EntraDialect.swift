/// Microsoft Entra ID: Graph, `az` and PowerShell (`contracts/idp-exports.md` 5.4).
enum EntraDialect: ExportDialect {
  static let proof =
    "Keep Graph's whole answers, up to the one without @odata.nextLink; lists of az and "
    + "PowerShell prove nothing."

  static let pageSizes: Set<Int> = [100, 999]

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if record.has(.odataType) || record.has(.additionalODataType) { return .member }
    // OneLogin has the same key, and numbers for ids.
    if record.has(.userPrincipalName), !record.isNumber(.id) { return .user }
    return record.has(.securityEnabled) && record.has(.groupTypes) ? .group : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = address(record)
    if let name = record.text(.displayName) {
      draft.name = name
    } else {
      draft.setName(record.text(.givenName), record.text(.surname))
      if draft.name == nil { draft.name = record.text(.userPrincipalName) }
    }
    draft.hasStatus = record.has(.accountEnabled)
    let isDeleted = record.word(.deletedDateTime) != nil
    draft.state = isDeleted ? .deleted : record.state(active: .accountEnabled)
    draft.isGuest = record.text(.userType)?.equalsFolding("guest") ?? false
    return draft
  }

  /// `mail`, unless it is empty or on the tenant's own domain and something better is there.
  private static func address(_ record: borrowing FieldRecord) -> Bytes? {
    let mail = record.text(.mail)
    if let mail, !isOnTenantDomain(mail) { return mail }
    if let name = record.text(.userPrincipalName), name.contains(0x40), !name.contains(0x23) {
      return name
    }
    return mail
  }

  private static func isOnTenantDomain(_ address: Bytes) -> Bool {
    let domain: StaticString = "onmicrosoft.com"
    guard address.count >= domain.utf8CodeUnitCount else { return false }
    return Bytes(rebasing: address.suffix(domain.utf8CodeUnitCount)).equalsFolding(domain)
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] { [.memberOfList] }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.displayName)
    return draft
  }

  static func member(_ record: borrowing FieldRecord) -> MemberDraft {
    var draft = MemberDraft()
    draft.id = record.text(.id)
    let type = record.firstText(.odataType, .additionalODataType)
    if type?.equals("#microsoft.graph.user") ?? false {
      draft.kind = .user
    } else if type?.equals("#microsoft.graph.group") ?? false {
      draft.kind = .group
    } else {
      draft.kind = .thing
    }
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    if record.has(.odataDeltaLink) || record.has(.removed) {
      var envelope = Envelope()
      envelope.flaw = Envelope.Flaw(
        reason: "delta-response",
        message: "it holds changes since an earlier answer, and not everybody"
      )
      return envelope
    }
    guard lists.contains(.valueList) else { return nil }
    let context = record.text(.odataContext)
    guard context != nil || record.has(.odataNextLink) else { return nil }
    var envelope = Envelope()
    envelope.lists = [.valueList]
    if let context {
      if context.contains("#users") {
        envelope.kind = .users
      } else if context.contains("#groups") {
        envelope.kind = .groups
      } else if context.contains("#directoryObjects") {
        envelope.kind = .members
      }
    }
    envelope.total = record.count(.odataCount)
    envelope.end = record.string(.odataNextLink).map { .more($0) } ?? .last
    return envelope
  }
}
