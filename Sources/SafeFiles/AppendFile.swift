#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that only grows: what was appended and synced survives the process and a power cut.
package struct AppendFile: ~Copyable, Sendable {
  private let file: OpenFile

  /// Opens or creates `path` with mode 0600; never through a link.
  package init(_ path: String) throws(FileError) {
    file = try Self.open(path)
  }

  private static func open(_ path: String) throws(FileError) -> OpenFile {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK
    let file = try OpenFile(path, flags: flags, action: "append to")
    guard try file.status().kind == .file else { throw FileError("append to", path, .notAFile) }
    let folder = SafePath.parent(path)
    if let status = try FileStatus(of: folder) { try file.give(to: status) }
    try Folder.sync(folder)
    return file
  }

  /// Appends `bytes` in one call of the kernel, so that a killed process leaves at most one cut-off line.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    let result: Result<Void, FileError> = bytes.withUnsafeBytes { bytes in
      do throws(FileError) {
        return .success(try file.write(bytes))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Waits until everything appended is on the disk.
  package func sync() throws(FileError) {
    try file.sync()
  }
}
