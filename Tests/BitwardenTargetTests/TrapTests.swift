import BitwardenSandbox
import DirectoryModel
import HTTPTransport
import OrganizationTargets
import TestSupport
import Testing

/// What goes wrong with servers, against a server that goes wrong.
@Suite struct TrapTests {
  /// Ten people, of whom one is revoked in the organization already, with one group.
  private static func makeRun(
    _ profile: SandboxSettings.Profile = .current,
    people: Int = 10
  ) async -> SandboxRun {
    let sandbox = Sandbox(SandboxSettings(profile), clock: SandboxClock(runs: false))
    var run = SandboxRun(sandbox: sandbox)
    for number in 1...people {
      run.directory.users.append(.init("u-\(number)", "p\(number)@example.com"))
    }
    run.directory.groups = [.init("g-1", "Staff", members: ["u-1", "u-2"])]
    await sandbox.change { organization in
      _ = organization.addMember(email: "owner@example.com", type: 0)
    }
    return run
  }

  private static func addMembers(_ run: SandboxRun, status: Int = 2, managed: Bool = true) async {
    let users = run.directory.users
    await run.sandbox.change { organization in
      for user in users {
        organization.addMember(
          email: user.email ?? "",
          externalID: managed ? user.id : nil,
          status: status
        )
      }
    }
  }

  @Test(
    "whatever becomes of a write's answer, one run or two arrive at the same end",
    arguments: [
      SandboxFault.Effect.serveThenDrop, .drop, .serveThenRefuse(status: 504),
      .refuse(status: 502), .tooManyRequests(retryAfter: 3), .expireTokens, .page,
      .refuse(status: 500),
    ],
    [
      ("POST", "/public/members"), ("POST", "/public/groups"),
      ("PUT", "/public/groups/*/member-ids"), ("POST", "/public/members/*/revoke"),
      ("PUT", "/public/members/*"), ("GET", "/public/members"),
    ]
  )
  func lost(effect: SandboxFault.Effect, call: (method: String, path: String)) async throws {
    let plain = await Self.prepared()
    _ = try await plain.run()
    let end = await plain.sandbox.organization
    let run = await Self.prepared()
    await run.sandbox.add(SandboxFault(effect, method: call.method, path: call.path))
    _ = try? await run.run()
    let second = try await run.run()
    #expect(second.failures == [])
    let organization = await run.sandbox.organization
    #expect(organization.inWords == end.inWords)
    #expect(organization.invited == end.invited)
  }

  /// Somebody to revoke, somebody to link, the rest to invite, a group to make.
  private static func prepared() async -> SandboxRun {
    var run = await makeRun(.otherDatabase)
    run.directory.users[8].state = .disabled
    await run.sandbox.change { organization in
      _ = organization.addMember(email: "p9@example.com", externalID: "u-9")
      _ = organization.addMember(email: "p10@example.com")
    }
    run.memory.hadGoodRun = true
    run.memory.seenIDs["hq"] = PlainWorld.seen(["u-9"])
    return run
  }

  @Test func `an import that a proxy gives up on is waited for, and not sent again`() async throws {
    let run = await Self.makeRun(people: 150)
    await run.sandbox.add(
      SandboxFault(.serveThenRefuse(status: 504), path: "/public/organization/import")
    )
    let result = try await run.run()
    #expect(result.failures == [])
    let log = await run.sandbox.log
    #expect(log.filter { $0.path.hasSuffix("/import") }.count == 1)
    #expect(await run.sandbox.organization.invited.count == 150)
  }

  @Test func `two members of one external id: people are invited one by one`() async throws {
    let run = await Self.makeRun(people: 101)
    await run.sandbox.change { organization in
      _ = organization.addMember(email: "x@example.com", externalID: "same")
      _ = organization.addMember(email: "y@example.com", externalID: "same")
    }
    let result = try await run.run()
    #expect(result.failures == [])
    #expect(await run.sandbox.organization.invited.count == 101)
  }

  @Test func `new people are staged where the server stages`() async throws {
    var run = await Self.makeRun()
    run.configure = { $0.stagesNewMembers = true }
    await run.sandbox.change { $0.hasStagedFlag = true }
    let result = try await run.run()
    #expect(result.failures == [])
    let organization = await run.sandbox.organization
    #expect(organization.members.values.count { $0.status == 3 } == 10)
    #expect(organization.outbox == [])
    #expect(organization.group(name: "Staff")?.members.count == 2)
    #expect(try await run.run().plan?.changes == [])
  }

  @Test func `a server that invites instead of staging invites one person, not all`() async throws {
    var run = await Self.makeRun()
    run.configure = { $0.stagesNewMembers = true }
    let result = try await run.run()
    #expect(await run.sandbox.organization.invited.count == 1)
    #expect(result.failures.count { $0.contains("instead of staging") } == 9)
  }

  @Test func `before 2026.7.0 nobody is staged, and nobody invited instead`() async throws {
    var run = await Self.makeRun(.beforeRevoke)
    run.configure = { $0.stagesNewMembers = true }
    let result = try await run.run()
    #expect(result.plan?.changes.contains { $0.action == .invite } == false)
    #expect(await run.sandbox.organization.outbox == [])
  }

  @Test func `before 2026.2.0 SCIM revokes and restores`() async throws {
    var run = await Self.makeRun(.beforeRevoke)
    await Self.addMembers(run)
    let organization = await run.sandbox.organization
    run.configure = { settings in
      settings.scim = .init(
        url: "https://vault.example.com/scim/v2",
        token: organization.scimKey
      )
    }
    run.memory.hadGoodRun = true
    run.memory.seenIDs["hq"] = PlainWorld.seen((1...10).map { "u-\($0)" })
    run.directory.users[0].state = .disabled
    let left = try await run.run()
    #expect(left.failures == [])
    let revoked = try #require(await run.sandbox.organization.member(email: "p1@example.com"))
    #expect(revoked.status == -1)
    run.directory.users[0].state = .active
    run.memory.revocations[revoked.id] = SyncMemory.Revocation(
      at: Timestamp(seconds: 1_789_900_000),
      priorStatus: .confirmed,
      externalID: "u-1"
    )
    #expect(try await run.run().failures == [])
    #expect(await run.sandbox.organization.member(email: "p1@example.com")?.status == 2)
  }

  @Test func `without SCIM the plan of an old server says what cannot be done`() async throws {
    var run = await Self.makeRun(.beforeRevoke)
    await Self.addMembers(run)
    run.memory.hadGoodRun = true
    run.memory.seenIDs["hq"] = PlainWorld.seen((1...10).map { "u-\($0)" })
    run.directory.users[0].state = .disabled
    let plan = try await run.run().plan
    #expect(plan?.changes.contains { $0.action == .revoke } == false)
    #expect(plan?.advisories.contains { $0.message.contains("organization.scim") } == true)
  }

  @Test func `links keep collections on servers whose list does not show them`() async throws {
    let run = await Self.makeRun(.beforeCollections)
    await Self.addMembers(run, managed: false)
    let access = SandboxAccess(id: "bfbc8338-e329-4dc0-b0c9-317c2ebf1a09", readOnly: true)
    await run.sandbox.change { organization in
      organization.collections = [access.id]
      for id in organization.members.keys {
        organization.updateMember(id) { $0.collections = [access] }
      }
    }
    #expect(try await run.run().failures == [])
    let members = await run.sandbox.organization.members.values
    #expect(members.allSatisfy { $0.collections == [access] })
    #expect(members.count { $0.externalID != nil } == 10)
  }

  @Test func `Vaultwarden is refused, and nothing is sent to it`() async throws {
    let run = await Self.makeRun(.vaultwarden)
    await #expect(throws: TargetError.self) { try await run.run() }
    #expect(await run.sandbox.log.map(\.line) == ["GET /api/config"])
  }

  @Test func `the preview counts who waits, and seats`() async throws {
    let run = await Self.makeRun()
    await Self.addMembers(run, status: 0)
    await run.sandbox.change { organization in
      _ = organization.addMember(email: "a@example.com", externalID: "a", status: 1)
      _ = organization.addMember(email: "s@example.com", externalID: "s", status: 7)
    }
    let target = try await run.target(SandboxTransport(run.sandbox))
    let snapshot = try await target.read { _ in }
    #expect(
      snapshot.advisories.map(\.kind.rawValue) == [
        "invitationsOpen", "confirmationsOpen", "unknownStatus",
      ]
    )
    #expect(snapshot.advisories.first?.subject == "10 invitations")
    #expect(snapshot.seats == .init(total: nil, used: 12))
  }
}
