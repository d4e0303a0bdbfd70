internal import DirectoryModel
internal import SyncConfiguration
internal import SyncEngine
internal import SyncPlanner

extension Checks {
  /// Looks up those who seem absent, resolves and plans as a run does.
  ///
  /// - Parameters:
  ///   - sources: All of them, each fit for a roster.
  ///   - organization: As read.
  ///   - memory: What earlier runs have left.
  /// - Returns: The error that a run would end with; nothing where a plan can be made, whatever is in it.
  func planning(
    _ sources: [ReadSource],
    _ organization: OrganizationSnapshot,
    _ memory: SyncMemory
  ) async -> [Finding] {
    let policy = session.configuration.policy
    do {
      let reading = try await BothSides.located(
        BothSides.Reading(snapshots: sources.map(\.snapshot), organization: organization),
        by: sources.map(\.source),
        departures: policy.departures
      )
      let input = PlannerInput(
        roster: try Resolver.resolve(.merging(reading.snapshots), policy: policy),
        organization: organization,
        policy: policy,
        memory: memory,
        now: Session.clock()
      )
      _ = try Planner.plan(input)
      return []
    } catch let error as SourceError {
      return [failed(error.source, error)]
    } catch {
      return [failed("plan", error)]
    }
  }
}
