import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A power cut takes what was not brought to the disk; `strace` tells what was.
@Suite(.needsStrace) struct NewFoldersTests {
  @Test func `every new folder is brought to the disk with the name that it has`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      try site.writeExport()
      try site.writeConfiguration()
      let log = folder + "/trace"
      let run = try await RollcallProcess.run(
        ["sync", "--yes", "--config", site.configurationPath],
        under: ["strace", "-f", "-qq", "-y", "-o", log, "-e", "trace=/^(mkdir|mkdirat|fsync)$"]
      )
      #expect(run.code == 0, "\(run.errors)")
      let lines = String(decoding: try site.contents(log), as: UTF8.self).split(separator: "\n")
      var made: [String] = []
      for (number, line) in lines.enumerated() where line.contains(" mkdir") && line.contains("\"")
      {
        let path = line.split(separator: "\"")[1]
        made.append(String(path.dropFirst(folder.utf8.count)))
        let parent = path[..<(path.lastIndex(of: "/") ?? path.endIndex)]
        #expect(
          lines[number...].contains { $0.contains(" fsync(") && $0.contains("<\(parent)>") },
          "\(line)"
        )
      }
      // The state folder, the organization's, those in it, and the run's.
      #expect(made.count == 5, "\(made)")
    }
  }
}
