internal import DirectoryModel

/// Whether somebody whom a source does not show may be taken as gone from it.
///
/// At once where the read that misses them is proven; else they wait until a second, newer read misses them too.
enum Absence {
  /// What does not show somebody, or a group.
  enum List {
    case users
    case groups
    case memberships

    func completeness(_ reading: SourceReading) -> Completeness {
      switch self {
      case .users: reading.userCompleteness
      case .groups: reading.groupCompleteness ?? .doubtful
      case .memberships: reading.membershipCompleteness ?? .doubtful
      }
    }

    /// When the export of the list was written; nil for sources that are read live.
    func modifiedAt(_ reading: SourceReading) -> Timestamp? {
      switch self {
      case .users: reading.modifiedAt
      case .groups, .memberships: reading.usedFilesModifiedAt
      }
    }
  }

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
  ///   - list: What does not show it.
  ///   - readings: The sources that knew the id.
  ///   - world: What is remembered, and the time.
  ///   - observations: Takes up who is missing now.
  /// - Returns: What may be concluded.
  static func judge(
    _ id: String,
    from list: List,
    readings: [Int],
    _ world: World,
    _ observations: inout Observations
  ) -> Verdict {
    var verdict = Verdict.certain
    for number in readings {
      let reading = world.directory.readings[number]
      switch list.completeness(reading) {
      case .doubtful: return .unknowable
      case .proven where world.policy.absence.confirm == .unproven: continue
      case .proven, .unproven: break
      }
      let key = SyncMemory.AbsenceKey(source: reading.description.name, externalID: id)
      let modified = list.modifiedAt(reading) ?? world.now
      // A first read that is dated after this one was dated by a clock that was off.
      let first = (world.memory.absences[key]?.exportModified).map {
        world.isClockTrusted ? min($0, modified) : $0
      }
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
