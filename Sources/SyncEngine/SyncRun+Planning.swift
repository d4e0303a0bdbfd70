internal import DirectoryModel
internal import SyncPlanner

extension SyncRun {
  /// Prepares a run that makes the organization match the directory; `relinks`: `--relink`.
  package func prepare(
    isApplying: Bool,
    relinks: Bool,
    progress: @escaping @Sendable (BothSides.Progress) -> Void
  ) async throws -> PreparedRun {
    try await prepare(isApplying: isApplying, purpose: .match(relinks: relinks), progress: progress)
  }

  /// Reads what the purpose needs; an undo does not depend on what may just have gone wrong in a source.
  func read(
    for purpose: RunPurpose,
    progress: @escaping @Sendable (BothSides.Progress) -> Void
  ) async throws -> BothSides.Reading {
    let sources: [any DirectorySource] =
      switch purpose {
      case .match: sources
      case .undo: []
      }
    return try await BothSides(
      sources: sources,
      target: target,
      control: control,
      departures: policy.departures
    )
    .read(progress: progress)
  }

  /// Plans from what was read: before applying, and again to verify.
  func plan(
    _ purpose: RunPurpose,
    _ reading: BothSides.Reading,
    _ memory: SyncMemory,
    now: Timestamp
  ) throws -> (plan: Plan, basis: PreparedRun.Basis) {
    switch purpose {
    case .match(let relinks):
      let directory = try DirectorySnapshot.merging(reading.snapshots)
      let input = PlannerInput(
        roster: try Resolver.resolve(directory, policy: policy),
        organization: reading.organization,
        policy: policy,
        memory: memory,
        now: now,
        relinks: relinks
      )
      let planned = try Planner.plan(input)
      return (planned.plan, .bothSides(input, planned.observations))
    case .undo(let run):
      let plan = Undo.plan(
        run.changes,
        run: run.name,
        endedAt: run.endedAt,
        organization: reading.organization,
        policy: policy,
        memory: memory,
        now: now
      )
      return (plan, .past(run))
    }
  }
}

extension PreparedRun {
  var purpose: RunPurpose {
    switch basis {
    case .bothSides(let input, _): .match(relinks: input.relinks)
    case .past(let run): .undo(run)
    }
  }

  /// What the directory showed; nil for a run that read no source.
  var observations: Observations? {
    switch basis {
    case .bothSides(_, let observations): observations
    case .past: nil
    }
  }

  /// The directory as read, for a run that read one.
  var directory: DirectorySnapshot? {
    switch basis {
    case .bothSides(let input, _): input.roster.directory
    case .past: nil
    }
  }
}
