/// Okta: `GET /api/v1/users`, `/groups`, `/groups/{id}/users` (`contracts/idp-exports.md` 5.1).
enum OktaDialect: ExportDialect {
  static let proof =
    "Keep the headers of every answer (curl -i), whose Link proves the end of a list, and "
    + "ask for groups?expand=stats, which counts members."

  static let pageSizes: Set<Int> = [200, 1000]

  static let hasLinkHeaders = true

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if record.has(.profileLogin) { return .user }
    guard record.has(.profileName) else { return nil }
    if record.has(.objectClass) { return .group }
    switch record.text(.type) {
    case let type? where type.equals("OKTA_GROUP") || type.equals("APP_GROUP"): return .group
    case let type? where type.equals("BUILT_IN"): return .group
    default: return nil
    }
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] { [.groupsList] }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = record.text(.profileEmail)
    if let name = record.text(.profileDisplayName) {
      draft.name = name
    } else {
      draft.setName(record.text(.profileFirstName), record.text(.profileLastName))
      if draft.name == nil { draft.name = record.text(.profileLogin) }
    }
    draft.hasStatus = record.has(.status)
    draft.state = state(record)
    draft.changed = record.time(.lastUpdated)
    return draft
  }

  private static func state(_ record: borrowing FieldRecord) -> UserDraft.DraftState {
    guard let status = record.word(.status) else {
      return record.isUnreadable(.status) ? .unknown : .active
    }
    if status.equals("ACTIVE") { return .active }
    if status.isOne(of: "suspended") { return .disabled }
    if status.isOne(of: "deprovisioned") { return .deleted }
    // Passing states, in which somebody is on the way in.
    let isPassing = status.isOne(
      of: "active",
      "staged",
      "provisioned",
      "recovery",
      "password_expired",
      "locked_out"
    )
    return isPassing ? .active : .unknown
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.profileName)
    draft.memberCount = record.count(.statsUsersCount)
    draft.isBuiltIn = record.equals(.type, "BUILT_IN")
    return draft
  }
}
