/// Authelia: its users database turned into JSON (`contracts/idp-exports.md` 5.8).
enum AutheliaDialect: ExportDialect {
  static let proof = "Convert the whole file of users (yq -o=json)."

  /// A group called "users" must not make users.json its list of members.
  static let namesFilesByID = false

  static let namesGroups = true

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    context.list == .usersList && context.key != nil && record.has(.displayName) ? .user : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.hasIDInKey = true
    draft.email = record.text(.email)
    draft.name = record.text(.displayName)
    draft.hasStatus = true
    // Whoever is in no group need not have the key.
    draft.hasGroups = true
    draft.state = record.state(disabled: .disabled)
    return draft
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] { [.groupsList] }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard lists == [.usersList], !record.has(.realm), !record.has(.format), !record.has(.kind)
    else {
      return nil
    }
    var envelope = Envelope()
    envelope.kind = .users
    envelope.end = .last
    envelope.needsKeys = true
    return envelope
  }
}
