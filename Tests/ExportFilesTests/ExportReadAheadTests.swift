import ExportFiles
import SafeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ExportReadAheadTests {
  /// Calls `body` with files that hold `texts`.
  private func withFiles(_ texts: [String], _ body: ([ExportFile]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for (number, text) in texts.enumerated() {
        let name = String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
        try AtomicFile.write(text, to: SafePath.join(folder, name))
      }
      try body(try ExportFolder(folder).files)
    }
  }

  @Test func `files come one after another, however many fit into a batch`() throws {
    let texts = (0..<1500).map { #"[{"id":"\#($0)"},"x"]"# }
    try withFiles(texts) { files in
      let expected = (0..<1500).map { "[ (id='\($0)') (='x') ]" }
      let traces = try StreamTrace.traceAhead(files)
      #expect(traces == expected)
    }
  }

  @Test func `values outlive the batch that they came in`() throws {
    // More than all batches hold, in texts of every length up to one that is a batch of its own.
    let lengths = (0..<4000).map { $0 % 29 } + [150_000, 1, 300_000, 0]
    let lines = lengths.map { #"{"name":"\#(String(repeating: "é", count: $0))\n","id":\#($0)}"# }
    try withFiles([lines.joined(separator: "\n")]) { files in
      let expected = lengths.map { "(name='\(String(repeating: "é", count: $0))\n' id=\($0))" }
      let traces = try StreamTrace.traceAhead(files)
      #expect(traces == [expected.joined(separator: " ")])
    }
  }

  @Test func `an error comes behind everything that was read before it`() throws {
    let good = (0..<3000).map { #"{"id":\#($0)}"# }.joined(separator: "\n")
    try withFiles([good, good + "\n{\"id\":tru}", "[]"]) { files in
      var pieces = try ExportReadAhead(files, paths: StreamTrace.table)
      var count = 0
      let error = #expect(throws: ExportFileError.self) {
        for _ in 0..<7000 where try pieces.next() == .record { count += 1 }
      }
      #expect(count == 6000)
      #expect(error?.file == "0001")
      #expect(throws: ExportFileError.self) { _ = try pieces.next() }
    }
  }

  @Test func `there is nothing behind the last file`() throws {
    try withFiles(["[]"]) { files in
      var pieces = try ExportReadAhead(files, paths: StreamTrace.table)
      while try pieces.next() != .end {}
      for _ in 0..<2 {
        let piece = try pieces.next()
        #expect(piece == .end)
      }
    }
  }

  @Test func `whoever stops early leaves no file open`() throws {
    let text = (0..<50_000).map { #"{"id":\#($0)}"# }.joined(separator: "\n")
    try withFiles([text, "no JSON"]) { files in
      for wanted in [0, 1, 700] {
        do {
          var pieces = try ExportReadAhead(files, paths: StreamTrace.table)
          for _ in 0..<wanted {
            let piece = try pieces.next()
            #expect(piece == .record)
          }
        }
        var patience = 1000
        while isOpen(files[0].path), patience > 0 {
          usleep(10_000)
          patience -= 1
        }
        #expect(patience > 0, "still open after ten seconds")
      }
    }
  }

  private func isOpen(_ path: String) -> Bool {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    return (0..<1024).contains { number in
      let count = readlink("/proc/self/fd/\(number)", &target, target.count)
      return count > 0
        && String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) == path
    }
  }
}
