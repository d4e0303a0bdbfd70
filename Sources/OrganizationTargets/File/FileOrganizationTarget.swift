package import DirectoryModel
internal import JSONReader
internal import SafeFiles

/// An organization in a file: complete and useful by itself, and what the example configuration writes to.
///
/// Each stage of a plan is one atomic, locked replacement; fields that this tool does not know are kept.
package struct FileOrganizationTarget: OrganizationTarget {
  private let path: String
  private let windowBytes: Int

  /// Bytes of a file that is still read.
  static let sizeLimit = 1 << 30

  /// - Parameters:
  ///   - path: From the root; the file need not exist.
  ///   - windowBytes: How much of it is held at a time while it is read, more only for a larger entry.
  package init(path: String, windowBytes: Int = 1 << 20) {
    self.path = path
    self.windowBytes = windowBytes
  }

  package var place: String { path }

  package var concurrency: Int { 1 }

  package func identify() async throws(TargetError) -> OrganizationIdentity {
    do throws(FileError) {
      return OrganizationIdentity(kind: .file, id: try realPath(), name: nil, place: path)
    } catch {
      throw TargetError(error)
    }
  }

  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(TargetError) -> OrganizationSnapshot {
    let identity = try await identify()
    do {
      let window = try FileWindow(InputFile(path), capacity: windowBytes, limit: Self.sizeLimit)
      return try FileOrganizationReader.read(
        window,
        identity,
        Self.capabilities,
        progress: progress
      )
    } catch let error as FileError {
      guard error.reason == .notFound else { throw TargetError(error) }
      var builder = OrganizationSnapshotBuilder()
      return builder.build(identity: identity, capabilities: Self.capabilities)
    } catch let error as FileOrganizationError {
      throw error.targetError(path)
    } catch let error as any DiagnosableError {
      throw TargetError(summary: error.summary, hint: error.hint)
    } catch {
      throw TargetError(summary: "cannot read \(path): \(error)")
    }
  }

  package func batches(of steps: [ApplyStep]) -> [[ApplyStep]] { [steps] }

  package func apply(_ batch: [ApplyStep]) async -> [ChangeOutcome] {
    do {
      return try applyLocked(batch)
    } catch {
      let message =
        (error as? FileError)?.summary ?? (error as? TargetError)?.summary ?? "\(error)"
      return batch.map { ChangeOutcome($0.number, .failed, message: message, isSystemic: true) }
    }
  }

  private func applyLocked(_ batch: [ApplyStep]) throws -> [ChangeOutcome] {
    let target = try realPath()
    try Folder.create(SafePath.parent(target))
    let lock = try FileLock(Self.lockPath(target), note: "rollcall")
    defer { withExtendedLifetime(lock) {} }
    try AtomicFile.removeLeftovers(of: target)
    var document = try FileOrganizationDocument(contents(), path: path, for: batch)
    let outcomes = batch.map { document.apply($0) }
    guard outcomes.contains(where: { $0.result == .done }) else { return outcomes }
    let file = try AtomicFile(replacing: target, keepsMode: true)
    try document.write { try file.write($0) }
    do throws(FileError) {
      try file.commit()
      return outcomes
    } catch {
      guard error.isInPlace else { throw error }
      return outcomes.map { outcome in
        guard outcome.result == .done else { return outcome }
        let summary = error.summary
        return ChangeOutcome(
          outcome.number,
          .done,
          createdID: outcome.createdID,
          message: summary
        )
      }
    }
  }

  private func contents() throws(TargetError) -> [UInt8]? {
    do throws(FileError) {
      return try InputFile.contents(of: path, limit: Self.sizeLimit)
    } catch {
      if error.reason == .notFound { return nil }
      throw TargetError(error)
    }
  }

  /// Looks whether a change could be written; writes nothing.
  ///
  /// - Throws: ``TargetError`` where this account may not write in the file's folder, or make it.
  package func checkWritable() throws(TargetError) {
    do throws(FileError) {
      let target = try realPath()
      try FileAccess.refuseUnwritable(SafePath.parent(target))
      try FileAccess.refuseUnwritable(Self.lockPath(target))
    } catch {
      throw TargetError(error)
    }
  }

  private static func lockPath(_ target: String) -> String {
    SafePath.join(SafePath.parent(target), ".\(SafePath.name(target)).lock")
  }

  /// Links resolved as far as the path exists.
  private func realPath() throws(FileError) -> String {
    var missing: [String] = []
    var folder = try SafePath.absolute(path)
    while try FileStatus(of: folder) == nil, folder != "/" {
      missing.append(SafePath.name(folder))
      folder = SafePath.parent(folder)
    }
    return missing.reversed().reduce(try SafePath.real(folder)) { SafePath.join($0, $1) }
  }

  static var capabilities: TargetCapabilities {
    var capabilities = TargetCapabilities()
    capabilities.emailChangeableIn = [.staged, .invited, .accepted, .confirmed]
    capabilities.canUpdateName = true
    return capabilities
  }
}

extension TargetError {
  init(_ error: FileError) {
    self.init(summary: error.summary, hint: error.hint)
  }
}
