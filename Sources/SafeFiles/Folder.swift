#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Folders: creating, listing, emptying.
package enum Folder {
  /// Creates `path` and what is missing above it, each with `mode`.
  ///
  /// New folders survive a power cut. Root gives each to the owner of the one above. An existing folder stays as it
  /// is.
  package static func create(_ path: String, mode: UInt32 = 0o700) throws(FileError) {
    var missing: [String] = []
    var current = path
    while try FileStatus(of: current) == nil {
      missing.append(current)
      let parent = SafePath.parent(current)
      if parent == current { break }
      current = parent
    }
    for folder in missing.reversed() { try make(folder, mode: mode) }
    guard try FileStatus(of: path)?.kind == .folder else {
      throw FileError("create", path, .notAFolder)
    }
  }

  private static func make(_ path: String, mode: UInt32) throws(FileError) {
    if mkdir(path, mode_t(mode)) != 0 {
      let code = errno
      // Somebody was quicker: as good.
      if code == EEXIST { return }
      throw FileError("create", path, code: code)
    }
    let parent = SafePath.parent(path)
    if geteuid() == 0, let status = try FileStatus(of: parent) {
      guard lchown(path, status.owner, status.group) == 0 else {
        throw FileError("change the owner of", path, code: errno)
      }
    }
    try sync(parent)
  }

  /// `path` from the root, or the nearest path above it at which something is there.
  ///
  /// - Throws: ``FileError`` if something on the way cannot be passed.
  package static func nearest(to path: String) throws(FileError) -> String {
    var nearest = try SafePath.absolute(path)
    while try FileStatus(of: nearest) == nil, nearest != "/" { nearest = SafePath.parent(nearest) }
    return nearest
  }

  /// The names in a folder, sorted bytewise, without `.` and `..`.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - limit: More entries than this are an error rather than a long wait.
  /// - Returns: The names alone, without the folder.
  /// - Throws: ``FileError`` if the folder cannot be read.
  package static func names(in path: String, limit: Int = 1_000_000) throws(FileError) -> [String] {
    guard let stream = opendir(path) else { throw FileError("list", path, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
      guard names.count <= limit else { throw FileError("list", path, .tooLarge(limit: limit)) }
      errno = 0
    }
    guard errno == 0 else { throw FileError("list", path, code: errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a folder and the files in it.
  ///
  /// Folders in it are an error. If nothing is there, nothing is done.
  package static func remove(_ path: String) throws(FileError) {
    guard try FileStatus(of: path, followingLinks: false) != nil else { return }
    for name in try names(in: path) { try removeFile(SafePath.join(path, name)) }
    guard rmdir(path) == 0 else { throw FileError("remove", path, code: errno) }
  }

  /// Removes a file or link, if it is there.
  package static func removeFile(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path, code: errno) }
  }

  /// Gives a file another name in one step.
  package static func move(_ path: String, to target: String) throws(FileError) {
    guard rename(path, target) == 0 else { throw FileError("move", path, code: errno) }
    try sync(SafePath.parent(target))
  }

  /// Bytes that an ordinary user may still write on the file system of `path`.
  package static func freeBytes(at path: String) throws(FileError) -> UInt64 {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { throw FileError("look at", path, code: errno) }
    return UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
      .partialValue
  }

  /// Waits until new names in the folder are on the disk.
  static func sync(_ path: String) throws(FileError) {
    let folder = try OpenFile(path, flags: O_RDONLY | O_DIRECTORY, action: "write")
    // Some network file systems have no such thing for folders: the names are then as safe as they get.
    guard fsync(folder.descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw FileError("write", path, code: errno)
    }
  }
}
