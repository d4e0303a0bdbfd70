/// Keycloak: `kc.sh export` and the Admin API (`contracts/idp-exports.md` 5.7).
enum KeycloakDialect: ExportDialect {
  static let proof =
    "Export the realm with its users (kc.sh export --users realm_file): the lists of the "
    + "admin API prove nothing."

  static let pageSizes: Set<Int> = [100]

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if record.has(.realm) { return nil }
    let isInTree =
      record.has(.subGroupCount) || record.has(.parentID) || context.lists.contains(.subGroupsList)
    if record.has(.path), isInTree { return .group }
    guard record.has(.username) else { return nil }
    return record.has(.emailVerified) || record.has(.createdTimestamp) ? .user : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = record.text(.email)
    draft.setName(record.text(.firstName), record.text(.lastName))
    if draft.name == nil { draft.name = record.text(.username) }
    draft.hasStatus = record.has(.enabled)
    draft.state = record.state(active: .enabled)
    draft.isService = record.hasValue(.serviceAccountClientID)
    return draft
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] { [.groupsList] }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.name)
    draft.subgroupCount = record.count(.subGroupCount)
    draft.parent = record.text(.parentID)
    if let path = record.text(.path) { draft.keys.append(path) }
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard let realm = record.string(.realm) else { return nil }
    var envelope = Envelope()
    envelope.realm = realm
    envelope.lists = [.usersList, .groupsList]
    // A realm file is whole; a file of users alone is one of several.
    let isRealm = record.has(.keycloakVersion) || record.has(.id) || record.has(.enabled)
    envelope.end = isRealm ? .last : .unknown
    return envelope
  }
}
