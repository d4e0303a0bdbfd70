import BitwardenSandbox
import DirectoryModel
import TestSupport
import Testing

/// Sixty mixed changes, and a process that is killed at every single call of them.
@Suite struct KillTests {
  private static let collection = "bfbc8338-e329-4dc0-b0c9-317c2ebf1a09"

  /// People by what is to become of them: `stay`, `leave`, `back`, `link`, `new`.
  private static func person(_ kind: String, _ number: Int) -> (id: String, email: String) {
    ("\(kind)-\(number)", "\(kind)\(number)@example.com")
  }

  private static func makeRun(_ profile: SandboxSettings.Profile) async -> SandboxRun {
    let sandbox = Sandbox(SandboxSettings(profile), clock: SandboxClock(runs: false))
    var run = SandboxRun(sandbox: sandbox)
    run.directory = directory()
    let (backs, seen) = await sandbox.change { organization in
      (fill(&organization), organization.members.values.compactMap(\.externalID))
    }
    for back in backs {
      run.memory.revocations[back] = SyncMemory.Revocation(
        at: Timestamp(seconds: 1_789_900_000),
        priorStatus: .confirmed,
        externalID: nil
      )
    }
    run.memory.hadGoodRun = true
    run.memory.seenIDs["hq"] = PlainWorld.seen(seen)
    run.memory.seenGroupIDs["hq"] = PlainWorld.seen(["g-1", "g-2", "g-3"])
    return run
  }

  private static func directory() -> PlainDirectory {
    var directory = PlainDirectory()
    for (kind, count) in [("stay", 20), ("leave", 10), ("back", 5), ("link", 8), ("new", 12)] {
      for number in 1...count {
        let person = person(kind, number)
        directory.users.append(
          .init(person.id, person.email, state: kind == "leave" ? .disabled : .active)
        )
      }
    }
    directory.groups = [
      .init("g-1", "Renamed", members: (1...6).map { "stay-\($0)" } + ["new-1", "new-2"]),
      .init("g-2", "Two", members: ["stay-1", "stay-3", "back-1", "link-1", "new-3"]),
      .init("g-3", "Three", members: (10...20).map { "stay-\($0)" }),
      .init("g-4", "Four", members: ["stay-2", "new-1", "new-4", "link-2"]),
      .init("g-5", "Five", members: ["new-5", "new-6", "back-2", "back-3", "stay-4", "stay-5"]),
    ]
    return directory
  }

  /// - Returns: The ids of those whom this tool has revoked.
  private static func fill(_ organization: inout SandboxOrganization) -> [String] {
    organization.collections = [collection]
    organization.addMember(email: "owner@example.com", type: 0)
    var ids: [String: String] = [:]
    var backs: [String] = []
    for (kind, count) in [("stay", 20), ("leave", 10), ("back", 5), ("link", 8)] {
      for number in 1...count {
        let person = person(kind, number)
        let member = organization.addMember(
          email: person.email,
          externalID: kind == "link" ? nil : person.id,
          status: kind == "back" ? -1 : 2
        )
        organization.updateMember(member.id) { member in
          member.collections = [SandboxAccess(id: collection, readOnly: true)]
          if kind == "back" { member.priorStatus = 2 }
        }
        ids[person.id] = member.id
        if kind == "back" { backs.append(member.id) }
      }
    }
    let first = Set((1...9).compactMap { ids["stay-\($0)"] } + ["leave-1"].compactMap { ids[$0] })
    let group = organization.addGroup(name: "One", externalID: "g-1", members: first)
    organization.updateGroup(group.id) { $0.collections = [SandboxAccess(id: collection)] }
    organization.addGroup(name: "Two", externalID: "g-2")
    organization.addGroup(
      name: "Three",
      externalID: "g-3",
      members: Set((8...20).compactMap { ids["stay-\($0)"] })
    )
    return backs
  }

  @Test(
    "whenever it is killed, the next run arrives at the same end",
    arguments: [SandboxSettings.Profile.current, .otherDatabase],
    [true, false]
  )
  func kill(profile: SandboxSettings.Profile, reachesServer: Bool) async throws {
    let whole = await Self.makeRun(profile)
    let result = try await whole.run()
    #expect(result.failures == [])
    #expect((result.plan?.changes.count ?? 0) >= 60)
    let end = await whole.sandbox.organization
    #expect(end.invited == (1...12).map { "new\($0)@example.com" }.sorted())
    for call in 1...result.calls {
      var run = await Self.makeRun(profile)
      run.death = .init(call: call, reachesServer: reachesServer)
      _ = try await run.run()
      run.death = nil
      let second = try await run.run()
      #expect(second.failures == [], "killed at call \(call)")
      let organization = await run.sandbox.organization
      #expect(organization.inWords == end.inWords, "killed at call \(call)")
      #expect(organization.invited == end.invited, "killed at call \(call)")
    }
  }

  @Test func `a second run has nothing to do`() async throws {
    let run = await Self.makeRun(.current)
    _ = try await run.run()
    #expect(try await run.run().plan?.changes == [])
  }
}
