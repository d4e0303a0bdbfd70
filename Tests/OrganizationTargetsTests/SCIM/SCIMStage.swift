import DirectoryModel
import HTTPTransport
import OrganizationTargets
import RunState
import SCIMClient
import SyncEngine
import SyncPlanner
import Synchronization
import TestSupport
import Testing

/// Runs of the whole engine against a real SCIM server, each as a new process would make it.
struct SCIMStage {
  let server: SCIMServer
  var source = PlainDirectory()
  var options: [String: String] = [:]
  var preset = "generic"
  var relinks = false
  var departures = SyncPolicy().departures
  var departedGroups = SyncPolicy().groups.departed
  /// For pauses: they cost no time.
  let clock = ManualClock(wallStart: TransportClock.system.wallSeconds())
  let network: FaultyTransport
  let memory = InMemorySCIMMemory()
  let stateFolder: String

  init(_ server: SCIMServer, stateFolder: String) throws {
    self.server = server
    self.stateFolder = stateFolder
    network = FaultyTransport(
      try AsyncHTTPTransport(),
      prefix: try ServiceAddress(parsing: server.url).path
    )
  }

  /// Five people and a group of three of them are there; each test has its own.
  static func filled(_ name: String, in folder: String) async throws -> SCIMStage {
    var stage = try SCIMStage(.running(), stateFolder: folder)
    stage.source.users = (0..<5).map {
      .init("\(name)-\($0)", "\(name)\($0)@example.com", name: "Person \($0)")
    }
    stage.source.groups = [
      .init("\(name)-g", "Group \(name)", members: ["\(name)-0", "\(name)-1", "\(name)-2"])
    ]
    let run = try await stage.sync()
    #expect(run.failures == [])
    return stage
  }

  func target() throws -> SCIMTarget {
    let settings = try SCIMTargetSettings(
      url: server.url,
      preset: preset,
      options: options,
      credentials: .bearer(server.token)
    )
    return try SCIMTarget(
      settings,
      transport: network,
      memory: memory,
      clock: clock.transportClock
    )
  }

  /// What the service shows, a line each: `+ada@example.com u1 "Ada Lovelace"`, inactive ones with a minus, then
  /// `Staff g1: ada@example.com, bob@example.com`.
  func organization() async throws -> [String] {
    let snapshot = try await target().read { _ in }
    let members = (0..<snapshot.members.count).map { row in
      let member = snapshot.member(row)
      let mark = member.status == .revoked ? "-" : member.status == .confirmed ? "+" : "?"
      let id = member.externalID ?? "none"
      return "\(mark)\(member.email ?? "") \(id) \"\(member.name ?? "")\""
    }
    let groups = (0..<snapshot.groups.count).map { row in
      let group = snapshot.group(row)
      let emails = snapshot.memberships[row].map { snapshot.member(Int($0)).email ?? "" }.sorted()
      return "\(group.name) \(group.externalID ?? "none"): \(emails.joined(separator: ", "))"
    }
    return members.sorted() + groups.sorted()
  }

  /// Who has that address, as the service calls them.
  func id(of email: String) async throws -> String {
    let snapshot = try await target().read { _ in }
    let row = try #require(
      (0..<snapshot.members.count).first { snapshot.member($0).email == email }
    )
    return snapshot.member(row).id
  }

  /// The group of that name, as the service calls it.
  func id(ofGroup name: String) async throws -> String {
    let snapshot = try await target().read { _ in }
    let row = try #require((0..<snapshot.groups.count).first { snapshot.group($0).name == name })
    return snapshot.group(row).id
  }

  private func run() throws -> SyncRun {
    var policy = SyncPolicy()
    policy.protection.roles = []
    policy.protection.rolesAreGiven = true
    policy.departures = departures
    policy.groups.departed = departedGroups
    return SyncRun(
      command: "sync",
      sources: [PlainSource(source)],
      target: try target(),
      policy: policy,
      stateRoot: stateFolder,
      keepsRunsFor: 86_400,
      control: RunControl(),
      clock: { Timestamp(seconds: 1_800_000_000) },
      encodePlan: { _ in "{}" },
      encodeReport: { _ in "{}" }
    )
  }

  /// What would be done, a line each; nothing is written.
  func plan() async throws -> [String] {
    try await run().prepare(isApplying: false, relinks: relinks) { _ in }.plan.changes.map(\.line)
  }

  /// One run with `--accept` of the plan that it makes.
  func sync() async throws -> Finished {
    await network.forgetCalls()
    let run = try run()
    let prepared = try await run.prepare(isApplying: true, relinks: relinks) { _ in }
    let plan = prepared.plan
    let approved = try plan.approved(.whole(digest: DigestPrefix(of: plan)))
    let decision = RunDecision(approved: approved, shown: plan)
    let finished = try await run.finish(prepared, decision) { _ in }
    return Finished(
      plan: plan.changes.map(\.line),
      advisories: plan.advisories.map { "\($0.kind.rawValue) \($0.subject)" },
      failures: finished.report.outcomes.filter { $0.result != .done }
        .map { "\(plan.changes[$0.number].line): \($0.message ?? "")" },
      exitCode: finished.report.exitCode,
      writes: await network.writes
    )
  }

  struct Finished {
    let plan: [String]
    let advisories: [String]
    let failures: [String]
    let exitCode: Int32
    let writes: [String]
  }
}
