internal import SafeFiles

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Where ``MonitoringMemory`` is kept: beside the organizations' state, since a run may fail before it knows which one.
package struct MonitoringMemoryFile: Equatable, Sendable {
  package let path: String
  private let folder: String

  /// - Parameters:
  ///   - folder: The root of the state.
  ///   - configuration: The path of the configuration: each has a memory of its own.
  package init(folder: String, configuration: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in configuration.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    self.folder = folder
    path = SafePath.join(folder, "monitoring-\(String(hash, radix: 16)).json")
  }

  /// Nothing that is lost here does harm: at worst people are told once more.
  package func load() -> MonitoringMemory {
    guard
      let bytes = try? InputFile.contents(of: path, limit: 1 << 20, followingLinks: false),
      let memory = try? JSONDecoder().decode(MonitoringMemory.self, from: Data(bytes)),
      memory.version == MonitoringMemory.currentVersion
    else { return MonitoringMemory() }
    return memory
  }

  /// - Returns: What went wrong; nil if it is kept.
  package func save(_ memory: MonitoringMemory) -> String? {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let text = String(decoding: try encoder.encode(memory), as: UTF8.self) + "\n"
      try Folder.create(folder)
      try? AtomicFile.removeLeftovers(of: path, idleFor: 3600)
      try AtomicFile.write(text, to: path)
      return nil
    } catch let error as FileError {
      return error.summary
    } catch {
      return "cannot write \(path): \(error)"
    }
  }
}
