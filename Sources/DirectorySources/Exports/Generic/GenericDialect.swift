/// The neutral layout `directory-export/1`: one object, lines, or tables (`contracts/idp-exports.md` 6).
enum GenericDialect: ExportDialect {
  static let proof =
    "Write \"complete\": true and \"counts\" into the document, or an end line with counts "
    + "below the lines; tables prove nothing."

  /// A group called "users" must not make users.json its list of members.
  static let namesFilesByID = false

  static func shape(of record: borrowing FieldRecord, _ context: RecordContext) -> RecordShape? {
    if let columns = context.columns { return shape(of: columns) }
    switch context.list {
    case nil: return shapeOfLine(record)
    case .usersList where context.key == nil: return .user
    case .groupsList: return .group
    default: return nil
    }
  }

  private static func shapeOfLine(_ record: borrowing FieldRecord) -> RecordShape? {
    if record.has(.format) { return .notice }
    guard let type = record.text(.type) else { return nil }
    if type.equals("user") { return .user }
    if type.equals("group") { return .group }
    return type.equals("end") ? .notice : nil
  }

  private static func shape(of columns: Set<ExportField>) -> RecordShape? {
    guard columns.contains(.id) else { return nil }
    if columns.contains(.email), !columns.contains(.name) { return .user }
    return columns.contains(.name) && !columns.contains(.email) ? .group : nil
  }

  static func user(_ record: borrowing FieldRecord, _ context: RecordContext) -> UserDraft {
    var draft = UserDraft()
    draft.id = record.text(.id)
    draft.email = record.text(.email)
    draft.name = record.text(.displayName)
    draft.hasStatus = record.has(.active) || context.columns?.contains(.active) ?? false
    draft.state =
      switch record.answer(.deleted) {
      case .yes: .deleted
      case .no, .none: record.state(active: .active)
      case .unclear: .unknown
      }
    draft.changed = record.time(.modified)
    guard let columns = context.columns, columns.contains(.groupsList) else { return draft }
    draft.hasGroups = true
    if let names = record.text(.groupsList) {
      draft.groups = names.split(separator: UInt8(ascii: "|")).map { Bytes(rebasing: $0).trimmed }
        .filter { !$0.isEmpty }
    }
    return draft
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    draft.id = record.text(.id)
    draft.name = record.text(.name)
    // Lists that are left out are empty.
    draft.hasMembers = true
    return draft
  }

  static var namesGroups: Bool { true }

  static func envelope(_ record: borrowing FieldRecord, lists: [ExportField]) -> Envelope? {
    guard record.equals(.format, "directory-export/1") else { return nil }
    var envelope = Envelope()
    envelope.lists = [.usersList, .groupsList]
    guard record.answer(.complete) == .yes else {
      envelope.flaw = Envelope.Flaw(
        reason: "declared-incomplete",
        message: "it does not say \"complete\": true"
      )
      return envelope
    }
    let counts = (users: record.count(.countsUsers), groups: record.count(.countsGroups))
    envelope.totals = [.usersList: counts.users, .groupsList: counts.groups].compactMapValues(
      \.self
    )
    return envelope
  }
}
