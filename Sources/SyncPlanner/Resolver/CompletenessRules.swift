package import DirectoryModel

/// What completeness a source must show before anything is concluded from it.
package enum CompletenessRules {
  /// - Throws: ``ResolverError`` where the source has no user, or shows less than its rules ask for.
  package static func check(
    _ directory: DirectorySnapshot,
    policy: SyncPolicy
  ) throws(ResolverError) {
    for reading in directory.readings {
      let name = reading.description.name
      let rules = policy.sources[name] ?? SyncPolicy.SourceRules()
      // Those whom only looking up has found do not make up for a search that found nobody.
      if reading.users.isEmpty || reading.entryCount == 0 { throw .noUsers(source: name) }
      if reading.least == .doubtful, rules.doubtful == .stop { throw .doubtful(source: name) }
      if reading.least != .proven, rules.requiresProof { throw .unproven(source: name) }
    }
  }

  static func advisories(_ directory: DirectorySnapshot) -> [Advisory] {
    directory.readings.compactMap(completeness) + directory.readings.compactMap(unknownStatus)
  }

  /// Where a source cannot tell active from disabled, the plan says so, and nobody is restored.
  private static func unknownStatus(_ reading: SourceReading) -> Advisory? {
    if reading.isStatusKnown { return nil }
    return Advisory(
      "statusUnknown",
      subject: reading.description.name,
      message: "the source does not tell active from disabled people, so nobody is restored"
    )
  }

  private static func completeness(_ reading: SourceReading) -> Advisory? {
    let name = reading.description.name
    switch reading.least {
    case .proven: return nil
    case .unproven:
      return Advisory(
        "unproven",
        subject: name,
        message:
          "nothing proves that the source is complete: who is missing from it waits for a second, newer read; to export with proof, \(ProofAdvice.text(for: reading.description))"
      )
    case .doubtful:
      return Advisory(
        "doubtful",
        subject: name,
        message:
          "entries are missing from the source: nothing is taken but on positive evidence (\"doubtful\": \"additionsOnly\")"
      )
    }
  }
}
