import OrganizationTargets
import Synchronization

/// What a target remembers of its service, as long as the test lives.
final class InMemorySCIMMemory: SCIMMemoryStore {
  private let bytes = Mutex<[UInt8]>([])

  init() {}

  func load() -> [UInt8] { bytes.withLock { $0 } }

  func append(_ line: [UInt8]) { bytes.withLock { $0 += line + [0x0a] } }

  func forget() { bytes.withLock { $0 = [] } }

  /// For assertions: one line each.
  var lines: [String] {
    String(decoding: load(), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
