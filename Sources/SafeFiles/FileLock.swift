#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A lock that one process can hold; the kernel takes it back when that process ends, however it ends.
///
/// The file stays where it is: removing it would let two processes hold two files of one name.
package struct FileLock: ~Copyable {
  private let file: OpenFile

  /// Takes the lock, or says at once who has it.
  ///
  /// - Parameters:
  ///   - path: The file to lock, created if it is missing.
  ///   - note: A line about the holder (process, since when), which others are shown.
  /// - Throws: ``FileError`` with `.locked(note:)` if another process, or this one, holds it.
  package init(_ path: String, note: String) throws(FileError) {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK
    let file = try OpenFile(path, flags: flags, action: "lock")
    guard try file.status().kind == .file else { throw FileError("lock", path, .notAFile) }
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      guard code == EWOULDBLOCK else { throw FileError("lock", path, code: code) }
      throw FileError("lock", path, .locked(note: Self.note(in: path)))
    }
    if let folder = try FileStatus(of: SafePath.parent(path)) { try file.give(to: folder) }
    guard ftruncate(file.descriptor, 0) == 0 else { throw FileError("lock", path, code: errno) }
    try file.write(note)
    self.file = file
  }

  /// A child process between fork and exec holds a copy of the descriptor, so closing alone may come too late.
  deinit {
    _ = flock(file.descriptor, LOCK_UN)
  }

  /// What the holder wrote about itself: one line, without control characters.
  private static func note(in path: String) -> String {
    guard let bytes = try? InputFile.contents(of: path, limit: 4096, followingLinks: false) else {
      return ""
    }
    let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
    return String(
      line.filter { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } }
    )
  }
}
