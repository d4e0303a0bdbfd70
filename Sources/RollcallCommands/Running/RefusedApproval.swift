internal import DirectoryModel
internal import SyncPlanner

/// A plan that may not be applied, with the command that shows the plan made now.
struct RefusedApproval: DiagnosableError, Equatable {
  let error: ApprovalError
  /// As it is to be typed.
  let review: String

  var category: FailureCategory { error.category }
  var summary: String { error.summary }
  var hint: String? {
    switch error {
    case .stopped: "Review with '\(review)'."
    case .digestDiffers:
      "Something has changed since you looked. Review with '\(review)' and accept its digest. Nothing was changed."
    }
  }
}
