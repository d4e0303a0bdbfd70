import TestSupport
import Testing

/// A secret that cannot be read here, by the built binary.
@Suite struct MissingSecretTests {
  /// Nobody listens there: whoever asks it first ends with 6.
  private static let targets = [
    """
    { "kind": "bitwarden", "url": "http://127.0.0.1:9", "clientSecret": "file:absent",
      "clientId": "organization.11111111-1111-4111-8111-111111111111" }
    """,
    """
    { "kind": "scim", "url": "http://127.0.0.1:9/scim/v2", "token": "file:absent" }
    """,
  ]

  @Test(
    "it ends a run before anybody is asked, and names the key alone",
    arguments: zip(targets, ["organization.clientSecret", "organization.token"])
  )
  func endsRun(target: String, key: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Self.site(folder, target)
      let run = try await site.run("plan")
      #expect(run.code == 78, "\(run.errors)")
      #expect(run.errors.hasPrefix("Error: \(key): cannot read"), "\(run.errors)")
    }
  }

  @Test("what asks nobody goes without it", arguments: targets)
  func holds(target: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Self.site(folder, target)
      for command in ["history", "release"] {
        let run = try await site.run(command)
        #expect(run.code == 0, "\(command): \(run.errors)")
      }
      #expect(try await site.run("hold", "a move").code == 0)
    }
  }

  @Test("check tells of the state all the same, and of its disk", arguments: targets)
  func checksState(target: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Self.site(folder, target)
      _ = try await site.run("hold", "a move")
      let check = try await site.run("check")
      #expect(check.code == 78, "\(check.output)\(check.errors)")
      #expect(check.output.contains("fail  organization"), "\(check.output)")
      #expect(check.output.contains("ok    state             \(folder)/state/"), "\(check.output)")
      #expect(check.output.contains("on hold since"), "\(check.output)")
      #if os(Linux)
        let fleeting = try await site.run("check", "--state", "/dev/shm/rollcall-is-not-there")
        #expect(fleeting.output.contains("is on a tmpfs"), "\(fleeting.output)")
      #endif
    }
  }

  private static func site(_ folder: String, _ target: String) -> Site {
    var site = Site(folder, people: 2)
    site.target = target
    site.settings = #", "protect": { "roles": [] }"#
    return site
  }
}
