import JSONReader
import Subprocess
import SystemPackage
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The commands of rollcall-exports(7), run against small copies of the providers' APIs, make exports that are read whole.
@Suite struct ExportCommandsTests {
  struct Provider: Sendable, CustomTestStringConvertible {
    /// The heading in the manual.
    let name: String
    /// What stands for the server.
    let address: String
    var proof = "proven"
    /// People beyond the five that all copies have, so that there are three pages.
    var further = 0
    /// Those of them in Staff.
    var furtherStaff = 0
    var testDescription: String { name }
  }

  private static let providers = [
    Provider(name: "Okta", address: "https://okta.example.com"),
    Provider(name: "OneLogin", address: "https://api.us.onelogin.com"),
    Provider(name: "Google Workspace", address: "https://admin.googleapis.com"),
    Provider(name: "Microsoft Entra ID", address: "https://graph.microsoft.com"),
    Provider(
      name: "JumpCloud",
      address: "https://console.jumpcloud.com",
      further: 200,
      furtherStaff: 150
    ),
    Provider(name: "PingOne", address: "https://api.pingone.com"),
    Provider(
      name: "Keycloak, while it runs",
      address: "https://kc.example.com",
      proof: "unproven",
      further: 1000
    ),
    Provider(name: "authentik", address: "https://authentik.example.com"),
    Provider(name: "LLDAP", address: "https://lldap.example.com"),
    Provider(name: "SCIM 2.0", address: "https://idp.example.com"),
  ]

  @Test("the commands of the manual make a whole export", arguments: providers)
  func commands(provider: Provider) async throws {
    let script = try #require(Self.script(try Repository.text("man/rollcall-exports.7"), provider))
    try await inTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/export.json",
        withIntermediateDirectories: false
      )
      let made = try await Self.run(script, provider.address, in: folder + "/export.json")
      try #require(made == "", "\(made)")
      let shown = try await Site(folder, people: 0).runWithoutExport(
        ["show", "source", "--format", "json"]
      )
      let json = try JSONValue(parsing: Array(shown.output.utf8))
      #expect(shown.code == 0, "\(shown.errors)")
      for part in ["users", "groups", "memberships"] {
        let level = json["completeness"]?[part]?.string
        #expect(level == provider.proof, "\(part)")
      }
      let living = json["users"]?.array?.filter { $0["deleted"] != JSONValue(.bool(true)) } ?? []
      let names = living.compactMap { $0["email"]?.string?.prefix(3) }.sorted()
      #expect(names.prefix(5) == ["ada", "bea", "cyd", "dan", "eve"])
      #expect(names.dropFirst(5).count { $0 == "pad" } == provider.further)
      #expect(names.count == 5 + provider.further)
      var groups: [String: Int] = [:]
      for group in json["groups"]?.array ?? [] {
        groups[group["name"]?.string ?? ""] = group["members"]?.array?.count
      }
      // In the copy of Keycloak one group is in another.
      let staff = provider.name.hasPrefix("Keycloak") ? 5 : 3 + provider.furtherStaff
      #expect(groups == ["Staff": staff, "Ops": 2, "Empty": 0])
    }
  }

  /// The block below a heading, as a shell reads it.
  private static func script(_ manual: String, _ provider: Provider) -> String? {
    guard let heading = manual.firstRange(of: ".Ss \(provider.name)\n"),
      let start = manual[heading.upperBound...].firstRange(of: ".Bd -literal -offset indent\n"),
      let end = manual[start.upperBound...].firstRange(of: "\n.Ed\n")
    else { return nil }
    return String(manual[start.upperBound..<end.lowerBound]).replacing("\\&", with: "")
      .replacing("\\e", with: "\\")
  }

  /// - Returns: What went wrong, or nothing.
  private static func run(
    _ script: String,
    _ address: String,
    in folder: String
  ) async throws -> String {
    let variables: [Environment.Key: String] = [
      "PATH": "/usr/bin:/bin", "TOKEN": "secret",
      "ID": "id", "SECRET": "secret", "ENV": "env",
    ]
    let result = try await Subprocess.run(
      .path("/bin/sh"),
      arguments: [
        "-c", #"printf %s "$0" | "$@""#, script, "/usr/bin/python3",
        Repository.folder + "/Tests/Lab/Providers/run", address,
      ],
      environment: .custom(variables),
      workingDirectory: FilePath(folder),
      output: .discarded,
      error: .string(limit: 1 << 16)
    )
    if case .exited(0) = result.terminationStatus { return "" }
    return "\(result.terminationStatus) \(result.standardError)"
  }
}
