import BitwardenSandbox
import DirectoryModel
import OrganizationTargets
import TestSupport
import Testing

/// Ten thousand people at Bitwarden's cloud: calls made, and time as the cloud's limits allow it.
@Suite struct ScaleTests {
  private static func directory(_ count: Int) -> PlainDirectory {
    var directory = PlainDirectory()
    for number in 1...count {
      directory.users.append(.init("u-\(number)", "user\(number)@example.com"))
    }
    directory.groups = (1...20).map { group in
      .init(
        "g-\(group)",
        "Group \(group)",
        members: stride(from: group, through: count, by: 20).map { "u-\($0)" }
      )
    }
    return directory
  }

  private static func makeRun(_ count: Int) async -> SandboxRun {
    var settings = SandboxSettings(.current)
    settings.isCloud = true
    let sandbox = Sandbox(settings, clock: SandboxClock(runs: false))
    await sandbox.change { organization in
      _ = organization.addMember(email: "owner@example.com", type: 0)
    }
    var run = SandboxRun(sandbox: sandbox)
    // One at a time: whoever waits moves the clock, and two who wait would move it twice.
    run.configure = { $0.concurrency = 1 }
    run.directory = directory(count)
    return run
  }

  @Test func `ten thousand people come in by six imports at most, and no limit is met`()
    async throws
  {
    var run = await Self.makeRun(10_000)
    let first = try await run.run()
    #expect(first.failures == [])
    let log = await run.sandbox.log
    let imports = log.filter { $0.line == "POST /api/public/organization/import" }
    #expect(imports.count == 5)
    #expect(log.allSatisfy { $0.status != 429 })
    #expect(!log.contains { $0.line == "POST /api/public/members" })
    let organization = await run.sandbox.organization
    #expect(organization.members.count == 10_001)
    #expect(organization.invited.count == 10_000)
    #expect(Set(organization.groups.values.map(\.members.count)) == [500])

    await run.sandbox.clearLog()
    let second = try await run.run()
    #expect(second.plan?.changes == [])
    // Configuration, token, members, groups, policies, subscription, members of 20 groups.
    #expect(second.calls == 26)

    run.memory.hadGoodRun = true
    run.memory.seenIDs["hq"] = PlainWorld.seen((1...10_000).map { "u-\($0)" })
    for number in 0..<100 { run.directory.users[number * 100].state = .disabled }
    await run.sandbox.clearLog()
    let third = try await run.run()
    #expect(third.plan?.changes.count == 100)
    #expect(third.failures == [])
    #expect(third.calls == 126)
    #expect(await run.sandbox.log.allSatisfy { $0.status != 429 })
  }

  @Test func `single invitations keep below the cloud's limits`() async throws {
    let run = await Self.makeRun(100)
    let result = try await run.run()
    #expect(result.failures == [])
    let log = await run.sandbox.log
    #expect(log.filter { $0.line == "POST /api/public/members" }.count == 100)
    #expect(log.allSatisfy { $0.status != 429 })
    #expect(run.sandbox.clock.now < .seconds(150))
  }

  @Test func `fifty-five invitations a minute and more, over ten minutes, and no limit is met`()
    async throws
  {
    var run = await Self.makeRun(600)
    run.configure = {
      $0.concurrency = 1
      $0.importAbove = 600
    }
    let result = try await run.run()
    #expect(result.failures == [])
    let log = await run.sandbox.log
    #expect(log.filter { $0.line == "POST /api/public/members" }.count == 600)
    #expect(log.allSatisfy { $0.status != 429 })
    #expect(run.sandbox.clock.now <= .seconds(600 * 60 / 55))
  }
}
