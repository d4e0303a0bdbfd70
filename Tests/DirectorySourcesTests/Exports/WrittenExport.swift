import DirectoryModel
import DirectorySources
import ExportFiles
import Foundation
import SafeFiles
import TestSupport

/// An export that a test writes out: names of files and their content.
struct WrittenExport {
  let files: [String: String]
  /// By name: by how many seconds a file is older than now.
  let ages: [String: Double]

  init(_ files: [String: String], ages: [String: Double] = [:]) {
    self.files = files
    self.ages = ages
  }

  /// Reads it with settings made from `provider`, or with those that `configure` makes of its path.
  func read(
    limits: ExportLimits = ExportLimits(),
    now: Timestamp? = nil,
    configure: (String) -> ExportSourceSettings = { ExportSourceSettings(name: "test", path: $0) }
  ) async throws -> DirectorySnapshot {
    var snapshot: DirectorySnapshot?
    try await inTemporaryFolder { folder in
      for (name, content) in files {
        let path = SafePath.join(folder, name)
        try Folder.create(SafePath.parent(path))
        try AtomicFile.write(content, to: path)
        if let age = ages[name] {
          try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -age)],
            ofItemAtPath: path
          )
        }
      }
      let clock = now
      let source = ExportSource(
        configure(folder),
        limits: limits,
        now: { clock ?? ExportSource.wallClock() }
      )
      snapshot = try await source.read { _ in }
    }
    guard let snapshot else { throw CancellationError() }
    return snapshot
  }

  /// The code and reason of the error that reading it ends with.
  func failure(
    limits: ExportLimits = ExportLimits(),
    now: Timestamp? = nil,
    configure: (String) -> ExportSourceSettings = { ExportSourceSettings(name: "test", path: $0) }
  ) async -> String {
    do {
      _ = try await read(limits: limits, now: now, configure: configure)
      return "none"
    } catch let error as SourceError {
      return "\(error.code) \(error.reason)"
    } catch {
      return "\(error)"
    }
  }
}

extension DirectorySnapshot {
  /// The user with an id.
  func user(id: String) -> DirectoryUser? {
    (0..<users.count).map(user).first { $0.id == id }
  }

  /// Ids of the direct members of a group.
  func members(ofGroup id: String) -> [String]? {
    guard let row = (0..<groups.count).first(where: { group($0).id == id }) else { return nil }
    return members[row].compactMap { user(Int($0)).id }.sorted()
  }

  func advisories(_ kind: String) -> [String] {
    advisories.filter { $0.kind.rawValue == kind }.map(\.subject)
  }
}
