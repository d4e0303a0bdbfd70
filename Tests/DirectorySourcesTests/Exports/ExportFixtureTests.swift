import DirectoryModel
import DirectorySources
import ExportFiles
import JSONReader
import TestSupport
import Testing

@Suite struct ExportFixtureTests {
  @Test func `all cases are there`() {
    #expect(ExportCase.all.count == 132)
  }

  @Test("an export is read as expected, whoever says what it is", arguments: ExportCase.all)
  func fixture(_ export: ExportCase) async throws {
    try await check(export, ExportLimits())
  }

  /// Records bigger than the buffer are taken apart: that must not show.
  @Test("an export of big records is read like one of small ones", arguments: ExportCase.all)
  func tinyBuffer(_ export: ExportCase) async throws {
    var limits = ExportLimits()
    limits.bufferBytes = 48
    try await check(export, limits)
  }

  private func check(_ export: ExportCase, _ limits: ExportLimits) async throws {
    let expected = NeutralView.of(expected: try export.expected())
    let provider = try export.expected()["provider"]?.string ?? "auto"
    // An empty list shows no provider, and what is mixed is no one's.
    let choices =
      switch export.name {
      case "okta/empty-array": [provider]
      case "generic/error-mixed-providers": ["auto"]
      default: ["auto", provider]
      }
    for choice in choices {
      try await inTemporaryFolder { folder in
        let settings = try export.settings(at: folder + "/export", provider: choice)
        let found = try await Self.read(settings, limits)
        Self.compare(found, expected, "\(export.name), provider \(choice)")
      }
    }
  }

  @Test(
    "an export is read as no other provider's",
    arguments: ExportCase.all.filter { (try? $0.expected()["result"]?.string) == "ok" }
  )
  func otherProvider(_ export: ExportCase) async throws {
    let own = try export.expected()["provider"]?.string
    let all = [
      "okta", "onelogin", "google", "entra", "jumpcloud", "ping", "keycloak", "authentik", "lldap",
      "authelia", "scim", "generic",
    ]
    // An empty list is everybody's.
    for other in all where other != own && export.name != "okta/empty-array" {
      try await inTemporaryFolder { folder in
        let settings = try export.settings(at: folder + "/export", provider: other)
        let error = try await Self.read(settings, ExportLimits())["error"]
        #expect(error != nil, "\(export.name) as \(other)")
      }
    }
  }

  private static func read(
    _ settings: ExportSourceSettings,
    _ limits: ExportLimits
  ) async throws -> JSONValue {
    do {
      return try NeutralView.of(try await ExportSource(settings, limits: limits).read { _ in })
    } catch let error as SourceError {
      return try NeutralView.of(error)
    }
  }

  /// Compares part by part, so that a failure names the part.
  private static func compare(_ found: JSONValue, _ expected: JSONValue, _ name: String) {
    for part in ["result", "error", "completeness", "users", "groups", "warnings"] {
      let isEqual = found[part] == expected[part]
      #expect(
        isEqual,
        "\(name): \(part): found \(text(found[part])), expected \(text(expected[part])), \(text(found["error"]))"
      )
    }
  }

  private static func text(_ value: JSONValue?) -> String {
    guard let value else { return "nothing" }
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
