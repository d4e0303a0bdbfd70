package import Testing

/// Starts a directory server before a suite and stops it afterwards: `@Suite(.ldapServer(.slapd, ["--users", "10"]))`.
package struct LDAPServerTrait: SuiteTrait, TestScoping {
  @TaskLocal package static var current: LDAPServer?

  let kind: LDAPServer.Kind
  let options: [String]?
  let environment: [String: String]

  package func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await inTemporaryFolder { folder in
      let server = try LDAPServer.start(kind, options, environment: environment, in: folder)
      do {
        try await Self.$current.withValue(server) { try await function() }
      } catch {
        try? server.stop()
        throw error
      }
      try server.stop()
    }
  }
}

extension Trait where Self == LDAPServerTrait {
  package static func ldapServer(
    _ kind: LDAPServer.Kind,
    _ options: [String]? = nil,
    environment: [String: String] = [:]
  ) -> LDAPServerTrait {
    LDAPServerTrait(kind: kind, options: options, environment: environment)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where the server is not installed, unless `ROLLCALL_REQUIRE_SERVERS=1`: then its start fails the tests.
  package static func needs(_ kind: LDAPServer.Kind) -> ConditionTrait {
    .enabled(
      if: kind.isInstalled || ServerRequirement.isStrict,
      "\(kind.rawValue) is not installed (Tests/install-servers)"
    )
  }
}

extension LDAPServer {
  /// The server of the suite that runs.
  package static func running() throws -> LDAPServer {
    try #require(LDAPServerTrait.current)
  }
}
