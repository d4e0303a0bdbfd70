/// authentik: `/api/v3/core/users/` and `/groups/` (`contracts/idp-exports.md` 5.8).
enum AuthentikDialect: ExportDialect {
  static let proof = "Keep the API's whole answers with their pagination, up to the last page."

  static let pageSizes: Set<Int> = [100]

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    guard record.has(.pk) else { return nil }
    if record.has(.numPK) { return .group }
    return record.has(.username) ? .user : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.pk)
    draft.email = record.text(.email)
    draft.name = record.firstText(.name, .username)
    draft.hasStatus = record.has(.isActive)
    draft.state = record.state(active: .isActive)
    let type = record.text(.type)
    draft.isService =
      type?.equals("service_account") ?? false || type?.equals("internal_service_account") ?? false
    return draft
  }

  static func groupLists(_ context: RecordContext) -> [ExportField] { [.groupsList] }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.pk)
    draft.name = record.text(.name)
    draft.parent = record.text(.parent)
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard record.has(.paginationNext), lists.contains(.resultsList) else { return nil }
    var envelope = Envelope()
    envelope.lists = [.resultsList]
    envelope.end = record.count(.paginationNext) ?? 0 == 0 ? .last : .more(nil)
    envelope.total = record.count(.paginationCount)
    return envelope
  }
}
