internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Paths as text: joining, taking apart, resolving.
package enum SafePath {
  /// `path` seen from `folder`: an absolute path stays as it is; `.` and `..` are taken out where the text
  /// alone can tell.
  package static func join(_ folder: String, _ path: String) -> String {
    var joined = FilePath(folder)
    joined.push(FilePath(path))
    return joined.string
  }

  /// The folder that holds `path`; `.` for a bare name, `/` for `/`.
  package static func parent(_ path: String) -> String {
    let path = FilePath(path)
    if path.components.isEmpty { return path.isAbsolute ? "/" : "." }
    let parent = path.removingLastComponent().string
    return parent.isEmpty ? "." : parent
  }

  /// The last part of `path`, or the empty text for `/`.
  package static func name(_ path: String) -> String {
    FilePath(path).lastComponent?.string ?? ""
  }

  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

  /// `path` from the root, links left alone.
  ///
  /// - Throws: ``FileError`` if the working folder cannot be found.
  package static func absolute(_ path: String) throws(FileError) -> String {
    isAbsolute(path) ? path : join(try workingFolder(), path)
  }

  /// The path without links, `.` and `..`, which two names of one file share.
  ///
  /// The last part need not exist; its folder must.
  package static func real(_ path: String) throws(FileError) -> String {
    if let resolved = resolve(path) { return resolved }
    let code = errno
    guard code == ENOENT, !name(path).isEmpty, name(path) != ".." else {
      throw FileError("resolve", path, code: code)
    }
    guard let folder = resolve(parent(path)) else {
      throw FileError("resolve", path, code: errno)
    }
    return join(folder, name(path))
  }

  private static func workingFolder() throws(FileError) -> String {
    guard let folder = resolve(".") else { throw FileError("resolve", ".", code: errno) }
    return folder
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
