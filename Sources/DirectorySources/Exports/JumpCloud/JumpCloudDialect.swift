/// JumpCloud: API v1 and v2, PowerShell backups and the CLI (`contracts/idp-exports.md` 5.5).
enum JumpCloudDialect: ExportDialect {
  static let proof =
    "Keep the whole answers of /api/systemusers with their totalCount, and the headers of "
    + "/api/v2 (curl -i), whose x-total-count proves the end."

  static let pageSizes: Set<Int> = [10, 100]

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if record.has(.toType) { return .member }
    if let type = record.text(.type) {
      if type.equals("user_group") { return record.has(.pathsElement) ? .containingGroup : .group }
      if type.equals("user"), record.has(.pathsElement) {
        return record.has(.pathsFromID) ? .membership : .member
      }
    }
    guard record.has(.username), record.has(.firstName) else { return nil }
    let isUser =
      record.has(.accountLocked) || record.has(.accountLockedCamel)
      || record.has(.activated) && record.has(.suspended)
    return isUser ? .user : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.firstText(.underscoreID, .id)
    draft.email = record.text(.email)
    if let name = record.text(.displayName) {
      draft.name = name
    } else {
      draft.setName(record.text(.firstName), record.text(.lastName))
      if draft.name == nil { draft.name = record.text(.username) }
    }
    draft.hasStatus = record.has(.suspended) || record.has(.state)
    draft.state = state(record)
    return draft
  }

  /// `suspended` and `state`: either can keep somebody out.
  private static func state(_ record: borrowing FieldRecord) -> UserDraft.DraftState {
    let suspension = record.state(disabled: .suspended)
    if suspension == .disabled { return .disabled }
    guard let state = record.word(.state) else {
      return record.isUnreadable(.state) ? .unknown : suspension
    }
    if state.isOne(of: "activated") { return suspension }
    return state.isOne(of: "suspended", "staged") ? .disabled : .unknown
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.firstText(.id, .underscoreID)
    draft.name = record.text(.name)
    draft.memberCount = record.count(.memberCount)
    // Rows of members name their group so; names are unique in JumpCloud.
    if let name = draft.name { draft.keys.append(name) }
    return draft
  }

  static func member(_ record: borrowing FieldRecord) -> MemberDraft {
    var draft = MemberDraft()
    draft.id = record.firstText(.toID, .id)
    let isUser = record.equals(.toType, "user") || !record.has(.toType)
    draft.kind = isUser ? .user : .thing
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard record.has(.totalCount), lists.contains(.resultsList) else { return nil }
    var envelope = Envelope()
    envelope.kind = .users
    envelope.lists = [.resultsList]
    envelope.total = record.count(.totalCount)
    return envelope
  }
}
