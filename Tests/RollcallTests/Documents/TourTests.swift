import Subprocess
import SystemPackage
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The README's tour, typed as it stands there, prints what stands there.
@Suite struct TourTests {
  /// One command of a transcript, with what it prints.
  struct Step {
    var command: [String]
    var output: [String]
  }

  @Test func `the tour of ten minutes prints what the README shows`() async throws {
    // Below the ports that the kernel gives to the servers of other tests.
    let port = Int.random(in: 20_000..<30_000)
    let blocks = Repository.blocks(
      of: try Repository.text("README.md").replacing("8090", with: "\(port)"),
      below: "## A tour of ten minutes"
    )
    let steps = blocks.flatMap { Self.steps(of: $0) }
    #expect(steps.count > 8)
    try await inTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/Tests",
        withDestinationPath: Repository.folder + "/Tests"
      )
      let printed = try await Self.type(steps, in: folder)
      try #require(printed.count == steps.count)
      for (step, lines) in zip(steps, printed) {
        // Where the tests run in a container, the state's disk is warned of.
        let isOnOverlay = lines.contains { $0.hasPrefix("warn  state ") }
        let lines = isOnOverlay ? Array(lines.dropLast(2)) : lines
        let shown = lines.map { Self.normalized($0.replacing(folder + "/", with: "")) }
        let expected = step.output.map(Self.normalized)
        #expect(
          Self.matches(shown[...], expected[...]),
          "\(step.command[0]) printed:\n\(shown.joined(separator: "\n"))"
        )
      }
    }
  }

  /// Splits a transcript: a command starts with `$ `, and may go on in a here-document up to `END`.
  private static func steps(of block: [String]) -> [Step] {
    var steps: [Step] = []
    var isInDocument = false
    for line in block {
      if isInDocument {
        steps[steps.count - 1].command.append(line)
        isInDocument = line != "END"
      } else if line.hasPrefix("$ ") {
        steps.append(Step(command: [String(line.dropFirst(2))], output: []))
        isInDocument = line.contains("<<'END'")
      } else if !steps.isEmpty {
        steps[steps.count - 1].output.append(line)
      }
    }
    return steps
  }

  /// What each step prints on either stream, in one shell.
  private static func type(_ steps: [Step], in folder: String) async throws -> [[String]] {
    let mark = "end of step"
    let script = steps.map { $0.command.joined(separator: "\n") + "\necho '\(mark)'" }
    let binaries = FilePath(RollcallProcess.path).removingLastComponent().string
    let result = try await Subprocess.run(
      .path("/usr/bin/timeout"),
      arguments: [
        // The tour waits for its server, which may not start.
        "120", "/bin/bash", "-c",
        "exec 2>&1; umask 022; cd \(folder)\n" + script.joined(separator: "\n"),
      ],
      environment: .custom(["PATH": "\(binaries):/usr/bin:/bin", "HOME": "/nonexistent"]),
      output: .string(limit: 1 << 20)
    )
    var lines: [[String]] = []
    var current: [String] = []
    for line in result.standardOutput.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == mark {
        lines.append(current)
        current = []
      } else {
        current.append(String(line))
      }
    }
    return lines
  }

  /// A plan's digest and the state folder's name depend on where the organization file lies.
  private static func normalized(_ line: String) -> String {
    line.replacing(#/\b[0-9a-f]{12}\b/#, with: "DIGEST")
      .replacing(#/tour/state/\S+-[0-9a-f]{8}$/#, with: "tour/state/FOLDER")
  }

  /// A line of the README that is `…` alone stands for any number of lines.
  private static func matches(_ shown: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return shown.isEmpty }
    if first.drop(while: { $0 == " " }) == "…" {
      return (shown.startIndex...shown.endIndex).contains { start in
        matches(shown[start...], expected.dropFirst())
      }
    }
    return shown.first == first && matches(shown.dropFirst(), expected.dropFirst())
  }
}
