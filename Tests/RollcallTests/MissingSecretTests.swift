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

  private static func site(_ folder: String, _ target: String) -> Site {
    var site = Site(folder, people: 2)
    site.target = target
    site.settings = #", "protect": { "roles": [] }"#
    return site
  }
}
