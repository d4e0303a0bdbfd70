#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Runs `body` with the path of a new, empty folder of mode 0700, which is removed afterwards.
package func withTemporaryFolder(_ body: (_ folder: String) throws -> Void) throws {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// The same for a `body` that waits.
package func inTemporaryFolder(_ body: (_ folder: String) async throws -> Void) async throws {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

private func makeTemporaryFolder() throws -> String {
  let parent = FileManager.default.temporaryDirectory.path
  let tag = String(UInt64.random(in: .min ... .max), radix: 16)
  let folder = "\(parent.hasSuffix("/") ? parent : parent + "/")rollcall-test-\(tag)"
  try FileManager.default.createDirectory(
    atPath: folder,
    withIntermediateDirectories: false,
    attributes: [.posixPermissions: 0o700]
  )
  return folder
}
