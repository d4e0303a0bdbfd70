internal import ExportFiles
internal import JSONReader

/// Answers that say that something went wrong, saved as if they were data (`contracts/idp-exports.md` 3.5).
enum ErrorBodies {
  /// What an answer says, if it is of that kind and no record.
  static func message(of record: borrowing FieldRecord) -> String? {
    if record.has(.errorCode), record.has(.errorSummary) { return text(.errorSummary, record) }
    if record.answer(.statusError) == .yes { return text(.message, record) }
    if record.has(.statusCode), record.has(.message) { return text(.message, record) }
    if record.has(.schemaVersion), record.equals(.status, "error") { return text(.message, record) }
    if hasErrors(record) { return text(.message, record) }
    if record.has(.error), !record.isNull(.error) {
      let field = [ExportField.errorMessage, .message, .error].first { record.text($0) != nil }
      return text(field ?? .error, record)
    }
    if record.has(.code), record.has(.message) { return text(.message, record) }
    if record.has(.message), record.values.matches.count == 1 { return text(.message, record) }
    return nil
  }

  /// A list of errors with something in it, as GraphQL answers it.
  private static func hasErrors(_ record: borrowing FieldRecord) -> Bool {
    let path = ExportField.errors.rawValue
    return record.values.matches.contains {
      $0.path == path && $0.kind != .array && $0.kind != .null
    }
  }

  private static func text(_ field: ExportField, _ record: borrowing FieldRecord) -> String {
    String((record.string(field) ?? "").prefix(200))
  }
}
