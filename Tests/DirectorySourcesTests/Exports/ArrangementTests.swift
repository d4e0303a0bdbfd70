import DirectoryModel
import DirectorySources
import JSONReader
import SafeFiles
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct ArrangementTests {
  @Test(
    "the same files are read alike however they arrive",
    arguments: ExportArrangement.allCases,
    ExportCase.all.filter { (try? $0.expected()["result"]?.string) == "ok" }
  )
  func arranged(_ arrangement: ExportArrangement, _ export: ExportCase) async throws {
    let expected = NeutralView.of(expected: try export.expected())
    let provider = export.name == "okta/empty-array" ? "okta" : "auto"
    try await inTemporaryFolder { folder in
      let original = try export.settings(at: folder + "/original", provider: provider)
      try Self.copy(folder + "/original", to: folder + "/arranged", arrangement)
      let settings = ExportSourceSettings(
        name: "case",
        path: folder + "/arranged",
        provider: provider,
        realm: original.realm,
        oneloginGroups: original.oneloginGroups
      )
      let found: JSONValue
      do {
        found = try NeutralView.of(try await ExportSource(settings).read { _ in })
      } catch let error as SourceError {
        Issue.record(
          "\(export.name), \(arrangement): \(error.code) \(error.reason) \(error.summary)"
        )
        return
      }
      #expect(found["users"] == expected["users"], "\(export.name), \(arrangement)")
      #expect(found["groups"] == expected["groups"], "\(export.name), \(arrangement)")
      if arrangement.keepsEvidence {
        let isEqual = found["completeness"] == expected["completeness"]
        #expect(isEqual, "\(export.name), \(arrangement)")
      }
    }
  }

  private static func copy(
    _ folder: String,
    to place: String,
    _ arrangement: ExportArrangement
  ) throws {
    for (number, name) in try names(in: folder, "").sorted().enumerated() {
      let bytes = try InputFile.contents(of: SafePath.join(folder, name), limit: 1 << 20)
      let file = arrangement.file(number, name, bytes)
      let path = SafePath.join(place, file.name)
      try Folder.create(SafePath.parent(path))
      try Data(file.bytes).write(to: URL(filePath: path))
    }
  }

  private static func names(in folder: String, _ prefix: String) throws -> [String] {
    try Folder.names(in: folder).flatMap { name in
      let path = SafePath.join(folder, name)
      guard try FileStatus(of: path)?.kind == .folder else { return [prefix + name] }
      return try names(in: path, prefix + name + "/")
    }
  }
}
