import DirectoryModel
import DirectorySources
import ExportFiles
import JSONReader
import SafeFiles
import Testing

/// What fuzzing has found once stays right.
@Suite struct CorpusTests {
  private static let root = SafePath.join(
    SafePath.parent(SafePath.parent(SafePath.parent(#filePath))),
    "Fuzz/Corpus"
  )

  private static let all: [String] = ((try? Folder.names(in: root)) ?? []).filter { name in
    (try? FileStatus(of: SafePath.join(root, name)))??.kind == .folder
  }

  @Test("the size of the buffer does not show", arguments: all)
  func corpus(name: String) async throws {
    let small = try await Self.read(name, 512)
    let big = try await Self.read(name, 1 << 20)
    #expect(small == big, "\(name)")
  }

  @Test func `the corpus is there`() {
    #expect(Self.all.count >= 2)
  }

  /// What was read; of errors only that they are.
  private static func read(_ name: String, _ bufferBytes: Int) async throws -> JSONValue {
    var limits = ExportLimits()
    limits.bufferBytes = bufferBytes
    let settings = ExportSourceSettings(name: "fuzz", path: SafePath.join(root, name))
    do {
      return try NeutralView.of(try await ExportSource(settings, limits: limits).read { _ in })
    } catch is SourceError {
      return ["result": "error"]
    }
  }
}
