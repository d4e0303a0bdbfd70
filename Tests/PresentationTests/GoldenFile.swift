import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compares a rendering with its golden file, which `RECORD_SNAPSHOTS=1` rewrites, failing the run.
func expectGolden(
  _ text: String,
  _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = here.appendingPathComponent("Golden").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded Golden/\(name)", sourceLocation: sourceLocation)
    return
  }
  let expected = try #require(
    try? Data(contentsOf: file),
    "Golden/\(name) is missing: record it with RECORD_SNAPSHOTS=1",
    sourceLocation: sourceLocation
  )
  #expect(String(decoding: expected, as: UTF8.self) == text, sourceLocation: sourceLocation)
}
