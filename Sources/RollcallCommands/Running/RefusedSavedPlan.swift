internal import DirectoryModel
internal import SafeFiles

/// A saved plan that may not be applied, with the command that makes a new one.
struct RefusedSavedPlan: DiagnosableError, Equatable {
  let error: SavedPlanError
  /// As it is to be typed.
  let planning: String

  var category: FailureCategory { error.category }
  var summary: String { error.summary }
  var hint: String? {
    switch error {
    case .unreadable(let cause) where cause.hint == nil:
      "Name the file that '\(planning) --out FILE' has written. Nothing was changed."
    case .notAPlan, .edited, .tooOld, .fromTheFuture, .differs:
      "Make and review a new one with '\(planning) --out FILE'. Nothing was changed."
    case .unreadable, .lost, .damaged, .otherDigest, .otherOrganization: error.hint
    }
  }
}
