/// Ping Identity: PingOne, pingcli and PingDirectory (`contracts/idp-exports.md` 5.6).
enum PingDialect: ExportDialect {
  static let proof =
    "Keep PingOne's whole answers, up to the one without _links.next, or the search-result "
    + "at the end of ldapsearch --outputFormat json."

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if record.has(.resultType) || record.has(.restDN) { return PingDirectory.shape(of: record) }
    if context.list == .embeddedMembershipsList { return .containingGroup }
    if record.has(.environment), record.has(.lifecycle) || record.has(.population) { return .user }
    return record.has(.directMemberCounts) ? .group : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    if record.has(.environment) { return pingOneUser(record) }
    return PingDirectory.user(record)
  }

  private static func pingOneUser(_ record: borrowing FieldRecord) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = record.text(.email)
    if let name = record.text(.nameFormatted) {
      draft.name = name
    } else {
      draft.setName(record.text(.nameGivenShort), record.text(.nameFamilyShort))
      if draft.name == nil { draft.name = record.text(.username) }
    }
    draft.hasStatus = record.has(.enabled)
    draft.state = record.state(active: .enabled)
    draft.changed = record.time(.updatedAtCamel)
    return draft
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] { [.memberOfGroupIDsList] }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    if record.has(.resultType) || record.has(.restDN) { return PingDirectory.group(record) }
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.firstText(.name, .displayName)
    draft.memberCount = record.count(.directMemberCountsUsers)
    draft.isIndirect = record.equals(.type, "INDIRECT")
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    if record.has(.schemaVersion), record.isText(.status), lists.contains(.dataList) {
      var envelope = Envelope()
      envelope.lists = [.dataList]
      return envelope
    }
    if lists.contains(.embeddedEntriesList) {
      var envelope = Envelope()
      envelope.lists = [.embeddedEntriesList]
      envelope.selfLink = record.string(.selfLink)
      envelope.end = record.string(.nextLink).map { .more($0) } ?? .last
      return envelope
    }
    let known: [ExportField] = [.embeddedUsersList, .embeddedGroupsList, .embeddedMembershipsList]
    guard let list = lists.first(where: { known.contains($0) }), record.has(.selfLink) else {
      return nil
    }
    return pingOneEnvelope(record, list)
  }

  private static func pingOneEnvelope(
    _ record: borrowing FieldRecord,
    _ list: ExportField
  ) -> Envelope {
    let link = record.string(.selfLink) ?? ""
    var envelope = Envelope()
    envelope.lists = [list]
    envelope.kind = list.pageKind
    envelope.selfLink = link
    envelope.end = record.string(.nextLink).map { .more($0) } ?? .last
    if case .last = envelope.end { envelope.total = record.count(.count) }
    envelope.owner = PingOneLink.owner(link)
    return envelope
  }
}
