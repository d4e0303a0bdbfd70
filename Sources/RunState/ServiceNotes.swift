internal import SafeFiles

/// Lines about what an organization's service does not keep: `service.jsonl` in its state folder.
package struct ServiceNotes: Sendable {
  private let path: String

  /// More than so many bytes are no notes of this tool.
  private static let limit = 1 << 30

  /// - Parameter folder: The organization's state.
  package init(_ folder: StateFolder) {
    path = SafePath.join(folder.path, "service.jsonl")
  }

  /// - Returns: Everything that was appended; empty if nothing was.
  /// - Throws: ``StateError``
  package func load() throws(StateError) -> [UInt8] {
    do throws(FileError) {
      return try InputFile.contents(of: path, limit: Self.limit, followingLinks: false)
    } catch {
      if error.reason == .notFound { return [] }
      throw StateError(error)
    }
  }

  /// Writes one line behind the others, and returns once it is on the disk.
  ///
  /// - Throws: ``StateError``
  package func append(_ line: [UInt8]) throws(StateError) {
    try wrap { () throws(FileError) in
      let file = try AppendFile(path)
      // A line before it may have been cut off.
      try file.append([0x0a] + line + [0x0a])
      try file.sync()
    }
  }
}
