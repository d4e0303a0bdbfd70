import BitwardenSandbox
import Foundation
import HTTPTransport
import JSONReader
import Testing

@Suite struct ConformanceTests {
  private static let cases: [ScenarioCase] =
    ((try? Scenario.all()) ?? []).flatMap { scenario in
      scenario.profiles.map { ScenarioCase(scenario: scenario, profile: $0) }
    }

  @Test func `every scenario can be read`() throws {
    #expect(try Scenario.all().count >= 50)
  }

  @Test("the sandbox answers as the contract says", arguments: cases)
  func sandbox(_ subject: ScenarioCase) async throws {
    let sandbox = try Self.sandbox(subject)
    let values = await Self.prepare(sandbox, subject.scenario)
    let server = await SandboxConformanceServer(sandbox, values: values)
    var runner = ScenarioRunner(server, run: "1")
    try await runner.run(subject.scenario)
    if let mails = subject.scenario.mails {
      #expect(await sandbox.organization.outbox.count == mails)
    }
  }

  @Test func `the sandbox answers alike over the network`() async throws {
    let sandbox = Sandbox(SandboxSettings(.current))
    let scenarios = try Scenario.all().filter {
      $0.organization == nil && !$0.needsCloud && $0.profiles.contains("current")
    }
    let values = await Self.prepare(sandbox, scenarios[0])
    try await SandboxServer.run(sandbox) { base in
      let server = NetworkConformanceServer(
        transport: try AsyncHTTPTransport(),
        addresses: [
          "api": try ServiceAddress(parsing: "\(base)/api"),
          "identity": try ServiceAddress(parsing: "\(base)/identity"),
          "scim": try ServiceAddress(
            parsing: "\(base)/scim/v2/\(await sandbox.organization.id)"
          ),
        ],
        values: values
      )
      for (number, scenario) in scenarios.enumerated() {
        var runner = ScenarioRunner(server, run: "n\(number)")
        try await runner.run(scenario)
      }
    }
  }

  /// Proves the sandbox: the same scenarios against a real server, whose organization is changed and cleaned up.
  @Test(.enabled(if: RealServer.environment["ROLLCALL_BITWARDEN_URL"] != nil))
  func `a real server answers as the contract says`() async throws {
    let server = try RealServer.make()
    let profile = RealServer.environment["ROLLCALL_BITWARDEN_PROFILE"] ?? "current"
    let scenarios = try Scenario.all().filter {
      $0.organization == nil && $0.profiles.contains(profile)
        && (!$0.needsSCIM || server.addresses["scim"] != nil)
    }
    for (number, scenario) in scenarios.enumerated() {
      var runner = ScenarioRunner(server, run: "r\(RealServer.stamp)\(number)")
      try await runner.run(scenario)
    }
  }

  private static func sandbox(_ subject: ScenarioCase) throws -> Sandbox {
    var settings = SandboxSettings(
      try #require(SandboxSettings.Profile(rawValue: subject.profile))
    )
    settings.isCloud = subject.scenario.needsCloud
    return Sandbox(settings, clock: SandboxClock(runs: false))
  }

  /// An owner, and what the scenario wants besides.
  private static func prepare(_ sandbox: Sandbox, _ scenario: Scenario) async -> [String: String] {
    await sandbox.change { organization in
      let owner = organization.addMember(email: "owner@example.com", type: 0)
      let wanted = scenario.organization
      organization.isEnabled = wanted?["isEnabled"]?.bool ?? true
      organization.usesGroups = wanted?["usesGroups"]?.bool ?? true
      organization.usesDirectory = wanted?["usesDirectory"]?.bool ?? true
      organization.hasStagedFlag = wanted?["hasStagedFlag"]?.bool ?? false
      organization.seats = wanted?["seats"]?.int
      organization.maximumAutoscaleSeats = wanted?["maximumAutoscaleSeats"]?.int
      organization.collections = Set(wanted?["collections"]?.array?.compactMap(\.string) ?? [])
      for policy in wanted?["policies"]?.object ?? [] {
        if let type = Int(policy.key) { organization.policies[type] = policy.value.bool }
      }
      var values = [
        "owner": owner.id, "clientID": organization.clientID,
        "clientSecret": organization.apiKey, "scimKey": organization.scimKey,
      ]
      if let prior = wanted?["revoked"]?.string {
        let member = organization.addMember(email: "revoked@example.com", status: -1)
        organization.updateMember(member.id) { $0.priorStatus = prior == "invited" ? 0 : 2 }
        values["revoked"] = member.id
      }
      return values
    }
  }
}

/// A server that the environment names: `ROLLCALL_BITWARDEN_URL` (the API), `…_IDENTITY`, `…_CLIENTID`,
/// `…_CLIENTSECRET`, and for SCIM `…_SCIM` and `…_SCIMKEY`.
enum RealServer {
  static let environment = ProcessInfo.processInfo.environment

  static var stamp: Int { Int(Date().timeIntervalSince1970) }

  static func make() throws -> NetworkConformanceServer {
    func value(_ name: String) throws -> String {
      try #require(environment["ROLLCALL_BITWARDEN_\(name)"])
    }
    var addresses = [
      "api": try ServiceAddress(parsing: try value("URL")),
      "identity": try ServiceAddress(parsing: try value("IDENTITY")),
    ]
    if let scim = environment["ROLLCALL_BITWARDEN_SCIM"] {
      addresses["scim"] = try ServiceAddress(parsing: scim)
    }
    return NetworkConformanceServer(
      transport: RetryingTransport(try AsyncHTTPTransport()),
      addresses: addresses,
      values: [
        "clientID": try value("CLIENTID"), "clientSecret": try value("CLIENTSECRET"),
        "scimKey": environment["ROLLCALL_BITWARDEN_SCIMKEY"] ?? "",
      ]
    )
  }
}
