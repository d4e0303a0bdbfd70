import BitwardenSandbox
import DirectoryModel
import HTTPTransport
import OrganizationTargets
import SyncEngine
import SyncPlanner
import TestSupport

/// A run against a sandbox: read, plan, let everything pass, apply.
struct SandboxRun {
  let sandbox: Sandbox
  var directory = PlainDirectory()
  var memory = SyncMemory()
  var policy = SyncPolicy()
  var death: SandboxTransport.Death?
  /// Changes what the target is told.
  var configure: @Sendable (inout BitwardenSettings) -> Void = { _ in }

  struct Result {
    let plan: Plan?
    let outcomes: [ChangeOutcome]
    let calls: Int

    var failures: [String] {
      outcomes.filter { $0.result != .done }.map { "\($0.number): \($0.message ?? "")" }
    }
  }

  func run() async throws -> Result {
    let transport = SandboxTransport(sandbox, death: death)
    let target = try await target(transport)
    let organization: OrganizationSnapshot
    do throws(TargetError) {
      organization = try await target.read { _ in }
    } catch {
      guard death != nil else { throw error }
      return Result(plan: nil, outcomes: [], calls: transport.count)
    }
    let plan = try Planner.plan(
      PlannerInput(
        roster: try Resolver.resolve(directory.snapshot(), policy: policy),
        organization: organization,
        policy: policy,
        memory: memory,
        now: Timestamp(seconds: 1_790_000_000),
        relinks: false
      )
    ).plan
    let approved = try plan.approved(.whole(digest: DigestPrefix(of: plan)))
    let applier = Applier(target: target, journal: ForgetfulJournal(), control: RunControl())
    let outcomes = await applier.apply(approved).outcomes
    return Result(plan: plan, outcomes: outcomes, calls: transport.count)
  }

  func target(_ transport: any HTTPTransport) async throws -> BitwardenTarget {
    let organization = await sandbox.organization
    var settings = BitwardenSettings(
      apiURL: "https://vault.example.com/api",
      identityURL: "https://vault.example.com/identity",
      isCloud: sandbox.settings.isCloud,
      clientID: organization.clientID,
      clientSecret: organization.apiKey
    )
    configure(&settings)
    return try BitwardenTarget(
      settings,
      transport: transport,
      clock: sandbox.clock.transportClock
    )
  }
}

/// Remembers nothing, as if the process had been killed.
struct ForgetfulJournal: RunJournal {
  func willApply(_ steps: [ApplyStep]) {}
  func didApply(_ outcomes: [ChangeOutcome]) {}
}

extension SandboxOrganization {
  /// Members and groups in words, without the ids that differ from run to run.
  var inWords: [String] {
    let people = members.values.map { member in
      "\(member.email) \(member.externalID ?? "-") type \(member.type) status \(member.status) access \(member.collections.map(\.id))"
    }
    let teams = groups.values.map { group in
      let emails = group.members.compactMap { members[$0]?.email }.sorted()
      return
        "\(group.name) \(group.externalID ?? "-") access \(group.collections.map(\.id)) \(emails)"
    }
    return people.sorted() + teams.sorted()
  }

  var invited: [String] { outbox.filter { $0.kind == .invitation }.map(\.email).sorted() }
}
