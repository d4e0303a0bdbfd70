/// OneLogin, API v1 and v2 (`contracts/idp-exports.md` 5.2).
enum OneLoginDialect: ExportDialect {
  static let proof =
    "Keep the whole answers of API v1, up to the one whose next_link is null, or the "
    + "headers of API v2 (curl -i), whose Total-Count proves the end."

  static let pageSizes: Set<Int> = [50]

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    // Ids of OneLogin are numbers; in a table they are texts like all others.
    guard record.isNumber(.id) || context.columns != nil && record.has(.id) else { return nil }
    if record.has(.firstName), record.has(.lastName) { return .user }
    if record.has(.assigned) { return .member }
    if record.has(.reference) { return context.takesOneLoginGroups ? .group : .ignored }
    guard context.columns == nil, record.has(.name), !record.has(.email), !record.has(.username)
    else { return nil }
    return context.takesOneLoginGroups ? .ignored : .group
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = address(record.text(.email)) ?? address(record.text(.username))
    draft.setName(record.text(.firstName), record.text(.lastName))
    if draft.name == nil { draft.name = record.text(.username) }
    draft.hasStatus = record.has(.status)
    draft.state = state(record)
    draft.changed = record.time(.updatedAt)
    if context.takesOneLoginGroups, record.has(.groupIDOfUser) {
      draft.hasGroups = true
      if let group = record.text(.groupIDOfUser) { draft.groups = [group] }
    }
    return draft
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] {
    context.takesOneLoginGroups ? [] : [.roleIDList, .roleIDsList]
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.name)
    return draft
  }

  static func member(_ record: borrowing FieldRecord) -> MemberDraft {
    var draft = MemberDraft()
    draft.id = record.text(.id)
    draft.kind = .user
    draft.isLeftOut = record.answer(.assigned) == .no
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard record.answer(.statusError) == .no, lists.contains(.dataList) else { return nil }
    var envelope = Envelope()
    envelope.lists = [.dataList]
    if let next = record.string(.paginationNextLink) {
      envelope.end = .more(next)
    } else {
      envelope.end = .last
    }
    envelope.isContinued =
      record.hasValue(.paginationPreviousLink) || record.hasValue(.paginationBeforeCursor)
    return envelope
  }

  /// `status` and `state`: either can keep somebody out.
  private static func state(_ record: borrowing FieldRecord) -> UserDraft.DraftState {
    let (status, state) = (record.word(.status), record.word(.state))
    if status?.equals("2") ?? false { return .disabled }
    if let state, !state.equals("1") {
      return state.isOne(of: "0", "2", "3") ? .disabled : .unknown
    }
    if record.isUnreadable(.status) || record.isUnreadable(.state) { return .unknown }
    guard let status else { return .active }
    return status.isOne(of: "1", "0", "3", "4", "5", "6", "7", "8") ? .active : .unknown
  }

  /// What looks like `x@y.z`.
  private static func address(_ text: Bytes?) -> Bytes? {
    guard let text, let at = text.firstIndex(of: 0x40), at > 0, at == text.lastIndex(of: 0x40),
      let dot = text.lastIndex(of: 0x2e), dot > at + 1, dot < text.count - 1,
      !text.contains(0x20)
    else { return nil }
    return text
  }
}
