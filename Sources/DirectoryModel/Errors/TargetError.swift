/// An organization that could not be read, or that refused the run.
package struct TargetError: DiagnosableError, Equatable {
  package let category: FailureCategory
  package let summary: String
  package let hint: String?

  package init(
    category: FailureCategory = .organization,
    summary: String,
    hint: String? = nil
  ) {
    self.category = category
    self.summary = summary
    self.hint = hint
  }
}
