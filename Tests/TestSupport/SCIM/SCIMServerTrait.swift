package import Testing

/// Starts a SCIM server before a suite and stops it afterwards: `@Suite(.scimServer(.strict))`.
package struct SCIMServerTrait: SuiteTrait, TestTrait, TestScoping {
  @TaskLocal package static var current: SCIMServer?

  let kind: SCIMServer.Kind
  let environment: [String: String]

  package func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await inTemporaryFolder { folder in
      let server = try SCIMServer.start(kind, environment: environment, in: folder)
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

extension Trait where Self == SCIMServerTrait {
  package static func scimServer(
    _ kind: SCIMServer.Kind,
    environment: [String: String] = [:]
  ) -> SCIMServerTrait {
    SCIMServerTrait(kind: kind, environment: environment)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where the server's environment has not been made, unless `ROLLCALL_REQUIRE_SERVERS=1`: then it is made now,
  /// and the tests fail if that fails.
  package static func needs(_ kind: SCIMServer.Kind) -> ConditionTrait {
    .enabled(
      if: kind.isInstalled || ServerRequirement.isStrict,
      "\(kind.rawValue) is not installed (Tests/Lab/SCIM/server install \(kind.rawValue))"
    )
  }
}

extension SCIMServer {
  /// The server of the suite or test that runs.
  package static func running() throws -> SCIMServer {
    try #require(SCIMServerTrait.current)
  }
}
