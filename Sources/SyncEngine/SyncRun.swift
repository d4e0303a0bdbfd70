package import DirectoryModel
package import Logging
internal import RunState

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

  /// Reads both sides, or for an undo the organization alone, and plans; changes nothing but, with `isApplying`, the
  /// state folder.
  ///
  /// - Parameters:
  ///   - isApplying: Takes the lock, makes the state folder, and sets damaged state aside.
  ///   - purpose: What is to become of the organization.
  ///   - progress: Entries read so far.
  /// - Returns: The plan and all that it was made from.
  /// - Throws: A ``DiagnosableError``; nothing was changed.
  package func prepare(
    isApplying: Bool,
    purpose: RunPurpose,
    progress: @escaping @Sendable (BothSides.Progress) -> Void
  ) async throws -> PreparedRun {
    let startedAt = clock()
    let identity = try await target.identify()
    let state = StateFolder(root: stateRoot, organization: identity)
    var lock: RunLock?
    if isApplying {
      try state.prepare()
      lock = try RunLock(state, command: command, process: ProcessID.current, now: startedAt)
      try state.removeLeftovers()
    }
    logger.debug("reading", metadata: ["organization": "\(identity.place)"])
    let reading = try await read(for: purpose, progress: progress)
    let correction = reading.organization.clockCorrection
    let hostTime = clock()
    let now = hostTime + correction
    logger.debug(
      "read",
      metadata: [
        "users": "\(reading.snapshots.reduce(0) { $0 + $1.users.count })",
        "members": "\(reading.organization.members.count)",
      ]
    )
    let memory = try state.loadMemory(
      sources: sources.map(\.description.name),
      // By the later of both clocks: which one is wrong nobody knows.
      now: max(now, hostTime),
      setsAside: isApplying
    )
    let readings = reading.snapshots.flatMap(\.readings)
    try ExportOrder.check(readings, memory.memory)
    try ReplicaOrder.check(readings, memory.memory)
    let (plan, basis) = try plan(purpose, reading, memory.memory, now: now)
    if let reason = control.reason { throw RunEnded(reason: reason) }
    logger.debug(
      "planned",
      metadata: [
        "changes": "\(plan.changes.count)", "digest": "\(plan.shortDigest)",
        "state": "\(state.path)",
      ]
    )
    return PreparedRun(
      startedAt: startedAt + correction,
      state: state,
      lock: lock,
      memory: memory,
      now: now,
      clockCorrection: correction,
      basis: basis,
      plan: plan
    )
  }
}
