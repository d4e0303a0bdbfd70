#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file; closed when the value ends.
struct OpenFile: ~Copyable, Sendable {
  let descriptor: Int32
  let path: String

  /// Opens with `flags` and always `O_CLOEXEC`, so that no child keeps a lock or a secret open.
  init(_ path: String, flags: Int32, mode: UInt32 = 0o600, action: String) throws(FileError) {
    var descriptor: Int32
    repeat {
      descriptor = open(path, flags | O_CLOEXEC, mode_t(mode))
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw FileError(action, path, code: errno) }
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    close(descriptor)
  }

  func status() throws(FileError) -> FileStatus {
    try FileStatus(of: descriptor, path: path)
  }

  /// Reads what is there, up to `buffer.count` bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard let start = buffer.baseAddress else { return 0 }
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, start, buffer.count)
      #else
        let count = Darwin.read(descriptor, start, buffer.count)
      #endif
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileError("read", path, code: errno) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard let start = bytes.baseAddress else { return }
    var written = 0
    while written < bytes.count {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, start + written, bytes.count - written)
      #else
        let count = Darwin.write(descriptor, start + written, bytes.count - written)
      #endif
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw FileError("write", path, code: errno)
      }
    }
  }

  func write(_ text: String) throws(FileError) {
    var text = text
    let result: Result<Void, FileError> = text.withUTF8 { buffer in
      do throws(FileError) {
        return .success(try write(UnsafeRawBufferPointer(buffer)))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Waits until the content is on the disk.
  func sync() throws(FileError) {
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw FileError("write", path, code: errno) }
    }
  }

  /// Gives the file to `owner` and `group`: what root does so that its service account can go on.
  func give(to status: FileStatus) throws(FileError) {
    guard geteuid() == 0 else { return }
    let current = try self.status()
    if current.owner == status.owner, current.group == status.group { return }
    guard fchown(descriptor, status.owner, status.group) == 0 else {
      throw FileError("change the owner of", path, code: errno)
    }
  }
}
