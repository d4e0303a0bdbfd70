import JSONReader
import TestSupport
import Testing

/// Answers for programs, where there is nothing good to tell.
@Suite struct JSONAnswerTests {
  @Test func `nobody to explain is an empty answer, and the same error as in words`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let words = try await site.run("explain", "nobody")
      let json = try await site.run("explain", "nobody", "--format", "json")
      #expect(json.code == 64)
      #expect(json.errors == words.errors)
      let answer = try JSONValue(parsing: Array(json.output.utf8))
      #expect(answer["explanations"]?.array?.isEmpty == true)
    }
  }

  @Test("a source that cannot be read is one JSON document", arguments: ["source", "roster"])
  func unreadable(side: String) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.write("<html>", to: "export.json")
      let shown = try await site.runWithoutExport(["show", side, "--format", "json"])
      #expect(shown.code == 5)
      let error = try JSONValue(parsing: Array(shown.output.utf8))["error"]
      #expect(error?["code"]?.string == "unrecognised-format")
      #expect(shown.errors.hasPrefix("Error: \(error?["message"]?.string ?? "?")\n"))
    }
  }

  @Test func `a roster that may not be made is one JSON document as well`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 3)
      site.settings = #", "users": { "groups": ["Nobody's"] }"#
      let shown = try await site.run("show", "roster", "--format", "json")
      #expect(shown.code == 5)
      let error = try JSONValue(parsing: Array(shown.output.utf8))["error"]
      #expect(error?["code"]?.string == "no-roster")
      #expect(error?["reason"]?.string == "group-not-found")
    }
  }
}
