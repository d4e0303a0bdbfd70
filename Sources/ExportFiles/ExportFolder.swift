internal import SafeFiles

/// The files of an export: one file, or all files of a folder.
package struct ExportFolder: Equatable, Sendable {
  /// Sorted bytewise by name.
  package private(set) var files: [ExportFile] = []

  private let root: String
  private let limits: ExportLimits
  /// Device and inode of what was listed: a link to a file beside it does not make it two.
  private var listed: Set<[UInt64]> = []

  /// Lists the files of an export, at any depth.
  ///
  /// Left out are names that begin with a dot or end in `.tmp` or `~`. A link is followed as long as
  /// it stays within the folder. Whatever else is not read is an error, since people may be in it.
  ///
  /// - Parameters:
  ///   - path: A file or a folder.
  ///   - limits: How many files and folders there may be.
  /// - Throws: ``ExportFileError``, also for a pipe or a device among the files, for a link that leads elsewhere, and
  ///   for a name that cannot be found again.
  package init(_ path: String, limits: ExportLimits = ExportLimits()) throws(ExportFileError) {
    self.limits = limits
    do {
      root = try SafePath.real(path)
      guard let status = try FileStatus(of: path) else {
        throw FileError("read", path, .notFound)
      }
      switch status.kind {
      case .file: files = [ExportFile(path: path, name: SafePath.name(path), status: status)]
      case .folder: try list(path, prefix: "", depth: 0, status)
      case .link, .other: throw ExportFileError(.notAFile, in: SafePath.name(path))
      }
    } catch let error as ExportFileError {
      throw error
    } catch let error as FileError {
      let isBelow = error.path.hasPrefix(path + "/")
      throw ExportFileError(
        .unreadable(error),
        in: isBelow ? String(error.path.dropFirst(path.count + 1)) : SafePath.name(path)
      )
    } catch {
      throw ExportFileError(.notAFile, in: SafePath.name(path))
    }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private mutating func list(
    _ folder: String,
    prefix: String,
    depth: Int,
    _ status: FileStatus
  ) throws {
    guard listed.insert([status.device, status.inode]).inserted else { return }
    guard depth <= limits.folderDepth else {
      throw ExportFileError(.tooDeep(limit: limits.folderDepth), in: prefix)
    }
    for name in try Folder.names(in: folder, limit: limits.files) where !Self.isIgnored(name) {
      try add(SafePath.join(folder, name), name: prefix + name, depth: depth)
    }
  }

  private mutating func add(_ path: String, name: String, depth: Int) throws {
    guard let own = try FileStatus(of: path, followingLinks: false) else {
      throw ExportFileError(.vanished, in: name)
    }
    var status = own
    if own.kind == .link {
      guard let real = try? SafePath.real(path), real == root || real.hasPrefix(root + "/"),
        let target = try FileStatus(of: path)
      else { throw ExportFileError(.strayLink, in: name) }
      status = target
    }
    if status.othersCanWrite {
      throw FileError("trust", path, .writableByOthers(path: path))
    }
    switch status.kind {
    case .folder: try list(path, prefix: name + "/", depth: depth + 1, status)
    case .file:
      guard listed.insert([status.device, status.inode]).inserted else { return }
      guard listed.count <= limits.files else {
        throw ExportFileError(.tooManyFiles(limit: limits.files), in: name)
      }
      files.append(ExportFile(path: path, name: name, status: status))
    case .link, .other: throw ExportFileError(.notAFile, in: name)
    }
  }

  private static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix(".tmp") || name.hasSuffix("~")
  }
}
