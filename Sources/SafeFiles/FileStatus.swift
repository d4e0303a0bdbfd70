#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the file system says about a file or folder.
package struct FileStatus: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case file
    case folder
    case link
    case other
  }

  package let kind: Kind
  /// In bytes.
  package let size: Int64
  /// Seconds since 1970 of the last change of the content.
  package let modified: Int64
  /// The permission bits, `0o7777` at most.
  package let mode: UInt32
  package let owner: UInt32
  package let group: UInt32
  package let device: UInt64
  package let inode: UInt64

  package var othersCanWrite: Bool { mode & 0o002 != 0 }
  package var isSticky: Bool { mode & 0o1000 != 0 }

  /// The status of `path`, or nil if nothing is there.
  ///
  /// - Parameters:
  ///   - path: The file or folder to look at.
  ///   - followingLinks: Whether a link stands for what it points to.
  /// - Throws: ``FileError`` if something on the way cannot be passed.
  package init?(of path: String, followingLinks: Bool = true) throws(FileError) {
    var buffer = stat()
    let result = followingLinks ? stat(path, &buffer) : lstat(path, &buffer)
    if result != 0 {
      let code = errno
      if code == ENOENT { return nil }
      throw FileError("look at", path, code: code)
    }
    self.init(buffer)
  }

  init(of descriptor: Int32, path: String) throws(FileError) {
    var buffer = stat()
    guard fstat(descriptor, &buffer) == 0 else { throw FileError("look at", path, code: errno) }
    self.init(buffer)
  }

  private init(_ buffer: stat) {
    switch buffer.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    size = Int64(buffer.st_size)
    #if canImport(Glibc)
      modified = Int64(buffer.st_mtim.tv_sec)
    #else
      modified = Int64(buffer.st_mtimespec.tv_sec)
    #endif
    mode = UInt32(buffer.st_mode) & 0o7777
    owner = buffer.st_uid
    group = buffer.st_gid
    device = UInt64(truncatingIfNeeded: buffer.st_dev)
    inode = UInt64(truncatingIfNeeded: buffer.st_ino)
  }
}
