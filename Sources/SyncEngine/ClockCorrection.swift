package import DirectoryModel

extension OrganizationSnapshot {
  /// Seconds that this host's clock is put right by, for what is remembered: none up to the five minutes that clocks
  /// are allowed to differ by.
  package var clockCorrection: Int64 {
    guard let clockSkew, clockSkew.magnitude > 300 else { return 0 }
    return clockSkew
  }
}

extension SyncRun {
  /// The time now, as a run has it that was prepared.
  func time(_ prepared: PreparedRun) -> Timestamp { clock() + prepared.clockCorrection }
}
