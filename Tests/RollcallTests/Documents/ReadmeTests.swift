import DirectoryModel
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the README and the manual state, held against the program.
@Suite struct ReadmeTests {
  @Test(
    "every exit code of the program stands in the README's table",
    arguments: [
      .unexpected, .stopped, .partlyApplied, .source, .organization, .locked, .deadline,
      .staleApproval, .usage, .state, .credentials, .configuration, .interrupted(signal: 2),
    ] as [FailureCategory]
  )
  func exitCodes(category: FailureCategory) throws {
    let rows = try Repository.text("README.md").split(separator: "\n").filter {
      $0.hasPrefix("| ") && $0.split(separator: "|").count >= 4
    }
    let row = rows.first { row in
      let cells = row.split(separator: "|").map { $0.drop { $0 == " " } }
      return cells[0].prefix { $0 != " " && $0 != "," } == "\(category.exitCode)"
    }
    #expect(row != nil)
  }

  @Test func `every configuration that the README shows is accepted`() async throws {
    let blocks = Repository.blocks(
      of: try Repository.text("README.md"),
      below: "## Configuration"
    )
    #expect(blocks.count >= 2)
    for block in blocks {
      try await inTemporaryFolder { folder in
        let path = folder + "/config.json"
        try Data(block.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        let run = try await RollcallProcess.run(["config", "--config", path])
        #expect(run.code == 0, "\(run.errors)\n\(block.joined(separator: "\n"))")
      }
    }
  }

  @Test func `the example configuration is plain JSON and is accepted`() async throws {
    let path = Repository.folder + "/config.example.json"
    let run = try await RollcallProcess.run(["config", "--config", path])
    #expect(run.code == 0, "\(run.errors)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let plain = try JSONDecoder().decode([String: Part].self, from: bytes)
    #expect(plain.keys.sorted() == ["organization", "run", "sources"])
  }

  @Test func `the file for cron is what the command beside it prints`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 1)
      try site.write(
        #"{"sources":[{"kind":"export","name":"hr","path":"e.json"}],"organization":{"kind":"file","path":"o.json"}}"#,
        to: "config.json"
      )
      let readme = try Repository.text("README.md")
      let blocks = Repository.blocks(of: readme, below: "## At night")
      let words = ["schedule", "--cron", "--user", "rollcall", "--config"]
      let command = "`rollcall \(words.joined(separator: " ")) /etc/rollcall/config.json`"
      #expect(readme.contains(command))
      let run = try await RollcallProcess.run(words + [site.configurationPath])
      let printed = run.output
        .replacing(RollcallProcess.realPath, with: "/usr/local/bin/rollcall")
        .replacing(site.configurationPath, with: "/etc/rollcall/config.json")
        .split(separator: "\n").map(String.init)
        // Only of a configuration that does not lie below /etc.
        .filter { !$0.contains("runs by hand") && !$0.contains("'run.state'") }
      #expect(blocks == [printed])
    }
  }

  /// Any JSON value: only that it is JSON counts.
  private struct Part: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}
