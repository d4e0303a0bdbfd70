import DirectoryModel
import DirectorySources
import JSONReader
import SafeFiles
import Testing

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
    try Self.copy(folder, to: place)
    let options = try expected()["options"]
    return ExportSourceSettings(
      name: "case",
      path: place,
      provider: provider,
      realm: options?["realm"]?.string,
      oneloginGroups: options?["oneloginGroups"]?.string ?? "roles"
    )
  }

  private static func copy(_ folder: String, to place: String) throws {
    try Folder.create(place)
    for name in try Folder.names(in: folder) where name != "EXPECTED.json" {
      let source = SafePath.join(folder, name)
      let target = SafePath.join(place, name)
      if try FileStatus(of: source)?.kind == .folder {
        try copy(source, to: target)
      } else {
        let bytes = try InputFile.contents(of: source, limit: 1 << 24)
        try bytes.withUnsafeBytes { try AtomicFile.write($0, to: target) }
      }
    }
  }
}
