import DirectoryModel
import DirectorySources
import JSONReader
import SafeFiles
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One export of `Tests/Fixtures/idp` and what a correct reader makes of it.
struct ExportCase: Sendable, CustomTestStringConvertible {
  /// `okta/array-member-files`.
  let name: String

  var testDescription: String { name }

  static let root: String = {
    let here = SafePath.parent(SafePath.parent(SafePath.parent(#filePath)))
    return SafePath.join(here, "Fixtures/idp")
  }()

  static let all: [ExportCase] = {
    let providers = (try? Folder.names(in: root)) ?? []
    return providers.flatMap { provider in
      let folder = SafePath.join(root, provider)
      guard (try? FileStatus(of: folder))??.kind == .folder else { return [ExportCase]() }
      return ((try? Folder.names(in: folder)) ?? []).map { ExportCase(name: "\(provider)/\($0)") }
    }
  }()

  var folder: String { SafePath.join(Self.root, name) }

  func expected() throws -> JSONValue {
    let path = SafePath.join(folder, "EXPECTED.json")
    return try JSONValue(parsing: try InputFile.contents(of: path, limit: 1 << 20))
  }

  /// The settings for the files of the case, copied to `place` without what is expected of them.
  func settings(at place: String, provider: String) throws -> ExportSourceSettings {
    try FileManager.default.copyItem(atPath: folder, toPath: place)
    try Folder.removeFile(SafePath.join(place, "EXPECTED.json"))
    let options = try expected()["options"]
    return ExportSourceSettings(
      name: "case",
      path: place,
      provider: provider,
      realm: options?["realm"]?.string,
      oneloginGroups: options?["oneloginGroups"]?.string ?? "roles"
    )
  }
}
