package import DirectoryModel

/// An answer that will not do, or one that is missing.
package struct InitError: DiagnosableError, Equatable {
  package let summary: String
  package let hint: String?
  package var category: FailureCategory { .usage }

  init(_ summary: String, hint: String? = nil) {
    self.summary = summary
    self.hint = hint
  }
}
