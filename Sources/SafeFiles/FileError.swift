internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What went wrong with one file or folder.
///
/// This module knows no exit codes: an outer layer decides what the failure means for the run, and takes
/// `summary` and `hint` as they are.
package struct FileError: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case notFound
    case denied
    case exists
    /// The path is a symbolic link where none is followed.
    case link
    case notAFile
    case notAFolder
    /// More than `limit` bytes.
    case tooLarge(limit: Int)
    case noSpace
    /// Another process holds the lock; `note` is what it wrote about itself.
    case locked(note: String)
    /// Others could change it: `path` is the file or folder that lets them.
    case writableByOthers(path: String)
    /// Others could read it, which a secret does not allow.
    case readableByOthers(detail: String)
    case system(code: Int32)
  }

  /// What was tried, as a verb: `read`, `write`, `lock`.
  package let action: String
  package let path: String
  package let reason: Reason
  /// What was to be written is in place: only a power cut could undo it.
  package let isInPlace: Bool

  package init(
    _ action: String,
    _ path: String,
    _ reason: Reason,
    isInPlace: Bool = false
  ) {
    self.action = action
    self.path = path
    self.reason = reason
    self.isInPlace = isInPlace
  }

  /// From the `errno` that a call has just left behind.
  init(_ action: String, _ path: String, code: Int32) {
    self.init(action, path, Self.reason(code))
  }

  package var summary: String {
    let problem = reason.description
    return isInPlace
      ? "\(path) is written, but not safe from a power cut: \(problem)"
      : "cannot \(action) \(path): \(problem)"
  }

  package var hint: String? {
    switch reason {
    case .notFound, .exists, .notAFile, .notAFolder, .system: nil
    case .denied: "Check the owner and the mode of the file and of the folders above it."
    case .link where action == "read":
      "Name the file itself: links lead in a circle, or none is followed here."
    case .link: "Name the file itself; nothing is written through a link."
    case .tooLarge: "Check that this is the file you meant."
    case .noSpace: "Make room on that file system."
    case .locked: "Wait until the other run has ended."
    case .writableByOthers(let path): "Take the right to write from others: chmod o-w '\(path)'"
    case .readableByOthers: "Take all rights from others: chmod o= '\(path)'"
    }
  }

  private static func reason(_ code: Int32) -> Reason {
    switch code {
    case ENOENT: .notFound
    case EACCES, EPERM, EROFS: .denied
    case EEXIST: .exists
    case ELOOP: .link
    case EISDIR: .notAFile
    case ENOTDIR: .notAFolder
    case ENOSPC, EDQUOT: .noSpace
    default: .system(code: code)
    }
  }
}

extension FileError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFound: "no such file or folder"
    case .denied: "permission denied"
    case .exists: "it exists already"
    case .link: "it is a symbolic link"
    case .notAFile: "it is not an ordinary file"
    case .notAFolder: "it is not a folder"
    case .tooLarge(let limit): "it has more than \(limit) bytes"
    case .noSpace: "no space left"
    case .locked(let note): note.isEmpty ? "another process holds it" : "held by \(note)"
    case .writableByOthers(let path): "others can write to \(path)"
    case .readableByOthers(let detail): detail
    case .system(let code): Errno(rawValue: code).description
    }
  }
}
