internal import DirectoryModel

/// Whether somebody whom a source does not show may be taken as gone from it.
///
/// At once where the read that misses them is proven; else they wait until a second, newer read misses them too.
enum Absence {
  enum Verdict {
    /// The read proves it, or a second one has confirmed it.
    case certain
    case confirmed
    /// Missing from one read only.
    case waits
    /// The read itself says that it is not whole.
    case unknowable
  }

  /// - Parameters:
  ///   - id: The member's or group's external id; groups are remembered as `group:ID`.
  ///   - readings: The sources that knew the id.
  ///   - completeness: Of the list that does not show it, by source.
  ///   - world: What is remembered, and the time.
  ///   - observations: Takes up who is missing now.
  /// - Returns: What may be concluded.
  static func judge(
    _ id: String,
    readings: [Int],
    completeness: (SourceReading) -> Completeness,
    _ world: World,
    _ observations: inout Observations
  ) -> Verdict {
    var verdict = Verdict.certain
    for number in readings {
      let reading = world.directory.readings[number]
      switch completeness(reading) {
      case .doubtful: return .unknowable
      case .proven where world.policy.absence.confirm == .unproven: continue
      case .proven, .unproven: break
      }
      let key = SyncMemory.AbsenceKey(source: reading.description.name, externalID: id)
      let modified = reading.modifiedAt ?? world.now
      let first = world.memory.absences[key]?.exportModified
      observations.absences[key] = first ?? modified
      let isConfirmed =
        first.map { modified > $0 && modified - $0 >= world.policy.absence.age } ?? false
      if !isConfirmed || !world.isClockTrusted {
        verdict = .waits
      } else if case .certain = verdict {
        verdict = .confirmed
      }
    }
    return verdict
  }
}
