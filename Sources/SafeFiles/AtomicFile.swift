#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that takes the place of another in one step: who reads sees the old content or the new, never a part.
///
/// The content is written beside the target (`.NAME.<random>.tmp`), synced, renamed, and the folder synced.
/// A target that is a link or not an ordinary file is refused. Root gives a new file to the owner of its
/// folder and leaves a replaced one with the owner it had. What is not committed disappears.
package struct AtomicFile: ~Copyable {
  private let file: OpenFile
  private let target: String
  private var isCommitted = false

  /// Starts the replacement of `path`, which keeps its old content until ``commit()``.
  ///
  /// - Parameters:
  ///   - path: The file to replace or to create.
  ///   - mode: The permission bits of the file.
  ///   - keepsMode: Whether a file that exists keeps the bits it has.
  /// - Throws: ``FileError`` with `.link` or `.notAFile` if that may not be replaced.
  package init(
    replacing path: String,
    mode: UInt32 = 0o600,
    keepsMode: Bool = false
  ) throws(FileError) {
    file = try Self.open(replacing: path, mode: mode, keepsMode: keepsMode)
    target = path
  }

  private static func open(
    replacing path: String,
    mode: UInt32,
    keepsMode: Bool
  ) throws(FileError) -> OpenFile {
    let present = try FileStatus(of: path, followingLinks: false)
    switch present?.kind {
    case nil, .file: break
    case .link: throw FileError("write", path, .link)
    case .folder, .other: throw FileError("write", path, .notAFile)
    }
    let folder = SafePath.parent(path)
    guard let folderStatus = try FileStatus(of: folder) else {
      throw FileError("write", path, .notFound)
    }
    let tag = String(UInt64.random(in: .min ... .max), radix: 16)
    let temporary = SafePath.join(folder, ".\(SafePath.name(path)).\(tag).tmp")
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
    let file = try OpenFile(temporary, flags: flags, action: "write")
    do throws(FileError) {
      try file.give(to: present ?? folderStatus)
      let bits = keepsMode ? present?.mode ?? mode : mode
      guard fchmod(file.descriptor, mode_t(bits & 0o777)) == 0 else {
        throw FileError("write", path, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    return file
  }

  /// Removes what killed processes have left beside `path`, or in all of a folder: contents that were never put in
  /// place.
  ///
  /// Only for who holds a lock that keeps everybody else from replacing these files, or who waits so long that nobody
  /// can still be at it.
  ///
  /// - Parameters:
  ///   - path: The file that they were to become.
  ///   - seconds: How long nothing must have been written to them.
  /// - Throws: ``FileError``
  package static func removeLeftovers(of path: String, idleFor seconds: Int64 = 0) throws(FileError)
  {
    try removeLeftovers(
      in: SafePath.parent(path),
      startingWith: ".\(SafePath.name(path)).",
      idleFor: seconds
    )
  }

  package static func removeLeftovers(in folder: String) throws(FileError) {
    try removeLeftovers(in: folder, startingWith: ".")
  }

  private static func removeLeftovers(
    in folder: String,
    startingWith start: String,
    idleFor seconds: Int64 = 0
  ) throws(FileError) {
    guard try FileStatus(of: folder) != nil else { return }
    for name in try Folder.names(in: folder) where name.hasPrefix(start) && name.hasSuffix(".tmp") {
      let path = SafePath.join(folder, name)
      if seconds > 0, let status = try FileStatus(of: path, followingLinks: false),
        Int64(time(nil)) - status.modified < seconds
      {
        continue
      }
      try Folder.removeFile(path)
    }
  }

  deinit {
    if !isCommitted { unlink(file.path) }
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try file.write(bytes)
  }

  package func write(_ text: String) throws(FileError) {
    try file.write(text)
  }

  /// Puts the new content in the target's place; after this returns a power cut cannot undo it.
  ///
  /// - Throws: ``FileError``; with ``FileError/isInPlace`` the new content is there all the same.
  package consuming func commit() throws(FileError) {
    try file.sync()
    guard rename(file.path, target) == 0 else { throw FileError("write", target, code: errno) }
    isCommitted = true
    do throws(FileError) {
      try Folder.sync(SafePath.parent(target))
    } catch {
      throw FileError(error.action, target, error.reason, isInPlace: true)
    }
  }

  /// Replaces `path` by `bytes` in one step.
  package static func write(
    _ bytes: UnsafeRawBufferPointer,
    to path: String,
    mode: UInt32 = 0o600,
    keepsMode: Bool = false
  ) throws(FileError) {
    let file = try AtomicFile(replacing: path, mode: mode, keepsMode: keepsMode)
    try file.write(bytes)
    try file.commit()
  }

  /// Replaces `path` by `text` in one step.
  package static func write(
    _ text: String,
    to path: String,
    mode: UInt32 = 0o600,
    keepsMode: Bool = false
  ) throws(FileError) {
    let file = try AtomicFile(replacing: path, mode: mode, keepsMode: keepsMode)
    try file.write(text)
    try file.commit()
  }
}
