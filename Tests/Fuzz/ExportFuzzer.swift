import DirectoryModel
import DirectorySources
import ExportFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes new exports out of old ones, and reads each of them twice.
struct ExportFuzzer {
  /// Files by name, of each saved export.
  let exports: [[(name: String, bytes: [UInt8])]]
  private(set) var rounds = 0
  private(set) var accepted = 0
  private(set) var refusals: [String: Int] = [:]

  private var mutator: Mutator
  private let corpus: String
  /// Where the present export lies, and stays if reading it crashes: in memory, where that is a folder.
  let running: String

  init(seed: UInt64) throws {
    mutator = Mutator(seed: seed)
    var here = URL(filePath: #filePath)
    here.deleteLastPathComponent()
    corpus = here.appending(path: "Corpus").path
    let fixtures = here.deletingLastPathComponent().appending(path: "Fixtures/idp").path
    let memory = "/dev/shm"
    let isThere = FileManager.default.isWritableFile(atPath: memory)
    running = isThere ? "\(memory)/rollcall-fuzz-\(getpid())" : corpus + "/running"
    exports = try Self.load(fixtures, depth: 2) + Self.load(corpus, depth: 1)
  }

  /// - Returns: False as soon as an export was read in two ways.
  mutating func run(seconds: Int64) async throws -> Bool {
    let end = ExportSource.wallClock() + seconds
    while ExportSource.wallClock() < end {
      let export = mutate()
      try Self.write(export, to: running)
      let first = await read(bufferBytes: 1 << 20)
      let second = await read(bufferBytes: 512)
      rounds += 1
      note(first)
      if !Self.agree(first, second) {
        print("one way: \(first)\nanother: \(second)")
        try Self.write(export, to: corpus + "/found-\(rounds)")
        try FileManager.default.removeItem(atPath: running)
        return false
      }
    }
    try FileManager.default.removeItem(atPath: running)
    return true
  }

  private mutating func mutate() -> [(name: String, bytes: [UInt8])] {
    var export = exports[mutator.number(below: exports.count)]
    let other = exports[mutator.number(below: exports.count)]
    let donor = other[mutator.number(below: other.count)].bytes
    for _ in 0...mutator.number(below: 3) {
      let file = mutator.number(below: export.count)
      mutator.mutate(&export[file].bytes, donor: donor)
    }
    if mutator.number(below: 20) == 0, export.count > 1 {
      export.remove(at: mutator.number(below: export.count))
    }
    return export
  }

  private mutating func note(_ result: Result<String, SourceError>) {
    switch result {
    case .success: accepted += 1
    case .failure(let error): refusals["\(error.code) \(error.reason)", default: 0] += 1
    }
  }

  private func read(bufferBytes: Int) async -> Result<String, SourceError> {
    var limits = ExportLimits()
    limits.bufferBytes = bufferBytes
    limits.decodedBytes = 8 << 20
    let source = ExportSource(ExportSourceSettings(name: "fuzz", path: running), limits: limits)
    do throws(SourceError) {
      return .success(Fingerprint.of(try await source.read { _ in }))
    } catch {
      return .failure(error)
    }
  }

  /// The size of the buffer may decide which of several mistakes is found first, and nothing else.
  private static func agree(
    _ left: Result<String, SourceError>,
    _ right: Result<String, SourceError>
  ) -> Bool {
    switch (left, right) {
    case (.success(let left), .success(let right)): left == right
    case (.failure, .failure): true
    case (.success, .failure(let error)), (.failure(let error), .success):
      // Keys that nobody wants are looked at only where an object is taken apart.
      // A buffer can be too small to see that an object is no map.
      error.reason == "duplicate-key" || error.reason == "mixed-object"
    }
  }

  private static func load(_ folder: String, depth: Int) throws -> [[(String, [UInt8])]] {
    var exports: [[(String, [UInt8])]] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let path = folder + "/" + name
      var isFolder: Bool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
        continue
      }
      if depth > 1 {
        exports += try load(path, depth: depth - 1)
      } else {
        exports.append(try files(path, prefix: ""))
      }
    }
    return exports
  }

  private static func files(_ folder: String, prefix: String) throws -> [(String, [UInt8])] {
    var found: [(String, [UInt8])] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name != "EXPECTED.json" {
      let path = folder + "/" + name
      var isFolder: Bool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder {
        found += try files(path, prefix: prefix + name + "/")
      } else {
        found.append((prefix + name, [UInt8](try Data(contentsOf: URL(filePath: path)))))
      }
    }
    return found
  }

  private static func write(_ export: [(name: String, bytes: [UInt8])], to folder: String) throws {
    try? FileManager.default.removeItem(atPath: folder)
    for file in export {
      let path = URL(filePath: folder).appending(path: file.name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(file.bytes).write(to: path)
    }
  }
}
