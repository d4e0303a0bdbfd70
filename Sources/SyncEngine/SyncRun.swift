package import DirectoryModel
package import Logging
internal import RunState
internal import SyncPlanner

/// One run against one organization: everything that it is given, nothing that it finds out.
package struct SyncRun: Sendable {
  /// The command's name, as reports and the lock tell it: `sync`, `apply`.
  package let command: String
  package let sources: [any DirectorySource]
  package let target: any OrganizationTarget
  package let policy: SyncPolicy
  /// The folder below which each organization has its state.
  package let stateRoot: String
  /// `run.keepRuns`, in seconds.
  package let keepsRunsFor: Int64
  package let control: RunControl
  package let logger: Logger
  package let clock: @Sendable () -> Timestamp
  /// `plan.json` and `report.json`.
  package let encodePlan: @Sendable (Plan) -> String
  package let encodeReport: @Sendable (RunReport) -> String

  package init(
    command: String,
    sources: [any DirectorySource],
    target: any OrganizationTarget,
    policy: SyncPolicy,
    stateRoot: String,
    keepsRunsFor: Int64,
    control: RunControl,
    logger: Logger = Logger(label: "rollcall") { _ in SwiftLogNoOpLogHandler() },
    clock: @escaping @Sendable () -> Timestamp,
    encodePlan: @escaping @Sendable (Plan) -> String,
    encodeReport: @escaping @Sendable (RunReport) -> String
  ) {
    self.command = command
    self.sources = sources
    self.target = target
    self.policy = policy
    self.stateRoot = stateRoot
    self.keepsRunsFor = keepsRunsFor
    self.control = control
    self.logger = logger
    self.clock = clock
    self.encodePlan = encodePlan
    self.encodeReport = encodeReport
  }

  var sides: BothSides { BothSides(sources: sources, target: target, control: control) }

  /// Reads both sides and plans; changes nothing but, with `isApplying`, the state folder.
  ///
  /// - Parameters:
  ///   - isApplying: Takes the lock, makes the state folder, and sets damaged state aside.
  ///   - relinks: `--relink`.
  ///   - progress: Entries read so far.
  /// - Returns: The plan and all that it was made from.
  /// - Throws: A ``DiagnosableError``; nothing was changed.
  package func prepare(
    isApplying: Bool,
    relinks: Bool,
    progress: @escaping @Sendable (BothSides.Progress) -> Void
  ) async throws -> PreparedRun {
    let startedAt = clock()
    let identity = try await target.identify()
    let state = StateFolder(root: stateRoot, organization: identity)
    var lock: RunLock?
    if isApplying {
      try state.prepare()
      lock = try RunLock(state, command: command, process: ProcessID.current, now: startedAt)
    }
    logger.debug("reading both sides", metadata: ["organization": "\(identity.place)"])
    let reading = try await sides.read(progress: progress)
    let now = clock()
    logger.debug(
      "read both sides",
      metadata: [
        "users": "\(reading.snapshots.reduce(0) { $0 + $1.users.count })",
        "members": "\(reading.organization.members.count)",
      ]
    )
    let memory = try state.loadMemory(
      sources: sources.map(\.description.name),
      now: now,
      setsAside: isApplying
    )
    let directory = try DirectorySnapshot.merging(reading.snapshots)
    let roster = try Resolver.resolve(directory, policy: policy)
    let input = PlannerInput(
      roster: roster,
      organization: reading.organization,
      policy: policy,
      memory: memory.memory,
      now: now,
      relinks: relinks
    )
    let planned = try Planner.plan(input)
    logger.debug(
      "planned",
      metadata: [
        "changes": "\(planned.plan.changes.count)", "digest": "\(planned.plan.shortDigest)",
        "state": "\(state.path)",
      ]
    )
    return PreparedRun(
      startedAt: startedAt,
      state: state,
      lock: lock,
      memory: memory,
      input: input,
      planned: planned
    )
  }
}
