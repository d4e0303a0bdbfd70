package import DirectoryModel

/// One change that an earlier run has done, or may have done.
package struct PastChange: Equatable, Sendable {
  /// As it stood in that run's plan.
  package let change: Change
  /// The organization's id of what it created.
  package let createdID: String?

  package init(_ change: Change, createdID: String? = nil) {
    self.change = change
    self.createdID = createdID
  }
}
