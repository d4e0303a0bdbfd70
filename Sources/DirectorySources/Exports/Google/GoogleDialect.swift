/// Google Workspace: the Admin SDK's answers and GAM's tables (`contracts/idp-exports.md` 5.3).
enum GoogleDialect: ExportDialect {
  static let proof =
    "Keep the API's whole answers, up to the one without nextPageToken; GAM's tables prove "
    + "nothing but members, by directMembersCount."

  static let pageSizes: Set<Int> = [100, 200, 500]

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if let kind = record.text(.kind), kind.hasPrefix("admin#directory#") {
      if kind.equals("admin#directory#user") { return .user }
      if kind.equals("admin#directory#group") { return .group }
      return kind.equals("admin#directory#member") ? .member : nil
    }
    if record.has(.primaryEmail) { return .user }
    if record.has(.directMembersCount) { return .group }
    guard record.has(.role), let type = record.text(.type) else { return nil }
    let isMember =
      type.equals("USER") || type.equals("GROUP") || type.equals("CUSTOMER")
      || type.equals("EXTERNAL")
    return isMember ? .member : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = record.text(.primaryEmail)
    if let name = record.firstText(.nameDisplay, .nameFull) {
      draft.name = name
    } else {
      draft.setName(record.text(.nameGiven), record.text(.nameFamily))
      if draft.name == nil { draft.name = record.text(.primaryEmail) }
    }
    draft.hasStatus = record.has(.suspended) || record.has(.archived) || record.has(.deletionTime)
    let isDeleted = record.word(.deletionTime) != nil
    draft.state = isDeleted ? .deleted : record.state(disabled: .suspended, .archived)
    if let email = draft.email { draft.keys.append(email) }
    record.forEachText(.aliases) { draft.keys.append($0) }
    record.forEachText(.nonEditableAliases) { draft.keys.append($0) }
    return draft
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.name)
    draft.memberCount = record.count(.directMembersCount)
    if let email = record.text(.email) { draft.keys.append(email) }
    record.forEachText(.aliases) { draft.keys.append($0) }
    record.forEachText(.nonEditableAliases) { draft.keys.append($0) }
    return draft
  }

  static func member(_ record: borrowing FieldRecord) -> MemberDraft {
    var draft = MemberDraft()
    draft.id = record.text(.id)
    draft.email = record.text(.email)
    if let type = record.text(.type) {
      if type.equals("CUSTOMER") {
        draft.kind = .everyone
        return draft
      }
      draft.kind = type.equals("GROUP") ? .group : .user
    }
    if draft.kind == .group { return draft }
    draft.mayBeOutsider = !record.hasValue(.status) || record.equals(.type, "EXTERNAL")
    if record.hasValue(.status), !record.equals(.status, "ACTIVE") {
      draft.isLeftOut = true
      draft.isWorthTelling = true
    }
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard let kind = record.text(.kind), kind.hasPrefix("admin#directory#") else { return nil }
    var envelope = Envelope()
    if kind.equals("admin#directory#users") {
      envelope.kind = .users
      envelope.lists = [.usersList]
    } else if kind.equals("admin#directory#groups") {
      envelope.kind = .groups
      envelope.lists = [.groupsList]
    } else if kind.equals("admin#directory#members") {
      envelope.kind = .members
      envelope.lists = [.membersList]
    } else {
      return nil
    }
    envelope.end = record.hasValue(.nextPageToken) ? .more(nil) : .last
    return envelope
  }
}
