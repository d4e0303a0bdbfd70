internal import DirectoryModel
internal import SCIMClient

extension TargetError {
  /// A read that failed.
  init(reading error: SCIMError) {
    self.init(
      category: error.refusesCredentials || error.kind == .forbidden ? .credentials : .organization,
      summary: "cannot read the organization: \(error.summary)",
      hint: error.hint
    )
  }
}

extension ChangeOutcome {
  init(_ number: Int, _ error: SCIMError) {
    self.init(
      number,
      .failed,
      message: error.summary,
      isSystemic: error.isSystemic,
      refusesCredentials: error.refusesCredentials,
      mayHaveHappened: error.mayHaveHappened
    )
  }
}
