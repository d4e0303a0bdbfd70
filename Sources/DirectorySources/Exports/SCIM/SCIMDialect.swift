/// SCIM 2.0: `ListResponse` of users and groups (`contracts/idp-exports.md` 6).
enum SCIMDialect: ExportDialect {
  static let proof = "Keep the service's whole answers, whose totalResults proves the end."

  /// A group called "users" must not make users.json its list of members.
  static let namesFilesByID = false

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if context.list == .membersList, record.has(.valueList) { return .member }
    var shape: RecordShape?
    record.forEachText(.schemas) { schema in
      if schema.contains(":scim:schemas:core:") {
        if schema.contains(":User") { shape = .user }
        if schema.contains(":Group") { shape = .group }
      }
    }
    return shape
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = record.primaryAddress
    if let name = record.firstText(.displayName, .nameFormatted) {
      draft.name = name
    } else {
      draft.setName(record.text(.nameGiven), record.text(.nameFamily))
      if draft.name == nil { draft.name = record.text(.username) }
    }
    draft.hasStatus = record.has(.active)
    draft.state = record.state(active: .active)
    return draft
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.displayName)
    // An empty list has no key.
    draft.hasMembers = true
    return draft
  }

  static func member(_ record: borrowing FieldRecord) -> MemberDraft {
    var draft = MemberDraft()
    draft.id = record.text(.valueList)
    draft.kind = record.text(.type)?.memberKind ?? .unknown
    return draft
  }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    var isList = false
    record.forEachText(.schemas) { isList = isList || $0.contains(":ListResponse") }
    guard isList else { return nil }
    var envelope = Envelope()
    envelope.lists = [.resourcesList]
    envelope.total = record.count(.totalResults)
    return envelope
  }
}
