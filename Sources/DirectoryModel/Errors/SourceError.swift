/// A source that could not be read completely; there is no smaller snapshot instead.
package struct SourceError: DiagnosableError, Equatable {
  package let source: String
  package let category: FailureCategory
  /// A fixed word: for exports one of `incomplete-export`, `unrecognised-format`, `invalid-record`,
  /// `ambiguous-provider`, `ambiguous-input`, or a word of the adapter (`unreachable`, `incomplete`).
  package let code: String
  /// A fixed word that refines the code.
  package let reason: String
  /// The file, for exports.
  package let file: String?
  package let summary: String
  package let hint: String?

  package init(
    source: String,
    category: FailureCategory = .source,
    code: String,
    reason: String,
    file: String? = nil,
    summary: String,
    hint: String? = nil
  ) {
    self.source = source
    self.category = category
    self.code = code
    self.reason = reason
    self.file = file
    self.summary = summary
    self.hint = hint
  }
}
