import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct OlderExportTests {
  @Test func `an export older than that of the last good run ends with exit code 5`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 6)
      try site.writeExport()
      try Self.date(folder, 1_790_000_000)
      #expect(try await site.runWithoutExport(["sync", "--yes"]).code == 0)
      try Self.date(folder, 1_789_999_999)
      for command in ["plan", "sync", "check"] {
        let refused = try await RollcallProcess.run(
          (command == "sync" ? ["sync", "--yes"] : [command]) + [
            "--config", site.configurationPath,
          ],
          environment: ["TZ": "UTC-2"]
        )
        let text = refused.output + refused.errors
        #expect(refused.code == 5, "\(command): \(text)")
        #expect(text.contains("2026-09-21 16:13:19 +02:00"), "\(command): \(text)")
        #expect(text.contains("2026-09-21 16:13:20 +02:00"), "\(command): \(text)")
        #expect(text.contains("touch(1)"), "\(command): \(text)")
      }
      try Self.date(folder, 1_790_000_000)
      #expect(try await site.runWithoutExport(["sync", "--yes"]).code == 0)
    }
  }

  @Test
  func `check tells of each file what it is, how much, how complete, and what would prove it`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 0)
      let user = #"{"id":"u1","status":"ACTIVE","profile":{"login":"a","email":"a@example.com"}}"#
      let groups = (1...6).map {
        #"{"id":"g\#($0)","type":"OKTA_GROUP","profile":{"name":"G\#($0)"},"_embedded":{"stats":{"usersCount":1}}}"#
      }
      try FileManager.default.createDirectory(
        atPath: folder + "/export.json/members",
        withIntermediateDirectories: true
      )
      try site.write("[\(user)]", to: "export.json/users.json")
      try site.write(
        "HTTP/1.1 200 OK\r\nLink: <https://x/groups>; rel=\"self\"\r\n\r\n[\(groups.joined(separator: ","))]",
        to: "export.json/groups.http"
      )
      for group in 1...6 { try site.write("[\(user)]", to: "export.json/members/g\(group).json") }
      let check = try await site.runWithoutExport(["check"])
      #expect(check.code == 0, "\(check.output)\(check.errors)")
      let lines = check.output.split(separator: "\n").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      #expect(lines.contains("ok hr groups.http · 6 groups · proven"), "\(check.output)")
      #expect(
        lines.contains("ok hr 6 files in members · 6 memberships · proven"),
        "\(check.output)"
      )
      #expect(lines.contains("warn hr users.json · 1 user · unproven"), "\(check.output)")
      #expect(
        check.output.contains(
          "Hint: What would prove it: keep the headers of every answer (curl -i)"
        )
      )
    }
  }

  private static func date(_ folder: String, _ seconds: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: seconds)],
      ofItemAtPath: folder + "/export.json"
    )
  }
}
