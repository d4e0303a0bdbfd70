/// LLDAP: one GraphQL answer with users and groups (`contracts/idp-exports.md` 5.8).
enum LLDAPDialect: ExportDialect {
  static let proof = "Keep the whole answer to the GraphQL query, users and groups in one."

  /// A group called "users" must not make users.json its list of members.
  static let namesFilesByID = false

  /// There is no such thing as a disabled account.
  static let hasStatus = false

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    switch context.list {
    case .dataUsersList: .user
    case .dataGroupsList: .group
    default: nil
    }
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.firstText(.uuid, .id)
    draft.email = record.text(.email)
    if let name = record.text(.displayName) {
      draft.name = name
    } else {
      draft.setName(record.text(.firstName), record.text(.lastName))
      if draft.name == nil { draft.name = record.text(.id) }
    }
    if let id = record.text(.id) { draft.keys.append(id) }
    return draft
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.firstText(.uuid, .id)
    draft.name = record.text(.displayName)
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard lists.contains(.dataUsersList) || lists.contains(.dataGroupsList) else { return nil }
    guard ErrorBodies.message(of: record) == nil else { return nil }
    var envelope = Envelope()
    envelope.lists = [.dataUsersList, .dataGroupsList]
    envelope.end = .last
    return envelope
  }
}
