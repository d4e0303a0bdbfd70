#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Who else could change or read a file (`DESIGN.md` section 7).
package enum FileAccess {
  /// Refuses a file or folder that others can write.
  ///
  /// That is mode `o+w` on it, or on a folder above it without the sticky bit. Links on the way are
  /// followed, and the folders that hold them are judged as well.
  ///
  /// - Throws: ``FileError`` with `.writableByOthers`, or `.notFound`.
  package static func refuseWritableByOthers(_ path: String) throws(FileError) {
    // What is still to walk, last part first; `done` is where we are and has no links in it.
    var rest = try parts(SafePath.absolute(path)).reversed() as [String]
    var done = "/"
    var links = 0
    try check(done, isLast: rest.isEmpty, asked: path)
    while let part = rest.popLast() {
      if part == ".." {
        done = SafePath.parent(done)
        continue
      }
      let next = SafePath.join(done, part)
      guard let status = try FileStatus(of: next, followingLinks: false) else {
        throw FileError("read", path, .notFound)
      }
      if status.kind == .link {
        links += 1
        guard links <= 40 else { throw FileError("read", path, .link) }
        let target = try readLink(next)
        if SafePath.isAbsolute(target) { done = "/" }
        rest += parts(target).reversed()
      } else {
        done = next
        try check(done, isLast: rest.isEmpty, asked: path)
      }
    }
  }

  private static func check(_ path: String, isLast: Bool, asked: String) throws(FileError) {
    guard let status = try FileStatus(of: path, followingLinks: false) else {
      throw FileError("read", asked, .notFound)
    }
    if status.othersCanWrite, isLast || !status.isSticky {
      throw FileError("trust", asked, .writableByOthers(path: path))
    }
  }

  /// Refuses a file or folder that this process may not write; writes nothing.
  ///
  /// For what is yet to be made the nearest folder above it counts.
  ///
  /// - Throws: ``FileError`` as whoever writes there would meet; on a disk that is mounted to be read alone, `.denied`.
  package static func refuseUnwritable(_ path: String) throws(FileError) {
    let path = try SafePath.absolute(path)
    let nearest = try Folder.nearest(to: path)
    let isFolder = try FileStatus(of: nearest)?.kind == .folder
    guard isFolder || nearest == path else { throw FileError("create", path, .notAFolder) }
    guard access(nearest, isFolder ? W_OK | X_OK : R_OK | W_OK) == 0 else {
      throw FileError("write", nearest, code: errno)
    }
  }

  private static func parts(_ path: String) -> [String] {
    path.split(separator: "/").map(String.init).filter { $0 != "." }
  }

  private static func readLink(_ path: String) throws(FileError) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { readlink(path, $0, characters.count) } ?? -1
      }
    }
    guard count >= 0 else { throw FileError("read", path, code: errno) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// Refuses a secret's file on which others than its owner and its group have any right.
  ///
  /// - Throws: ``FileError`` with `.readableByOthers` or `.writableByOthers`, or `.notFound`.
  package static func refuseReadableByOthers(_ path: String) throws(FileError) {
    try refuseWritableByOthers(path)
    guard let status = try FileStatus(of: path) else { throw FileError("read", path, .notFound) }
    guard status.mode & 0o007 == 0 else {
      let bits = String(status.mode & 0o777, radix: 8)
      throw FileError(
        "trust",
        path,
        .readableByOthers(detail: "others have rights on it (mode \(bits))")
      )
    }
  }
}
