/// Where a target keeps what its service does not: lines, in the order of writing.
///
/// One file in the organization's state folder; lines that cannot be understood are passed over.
package protocol SCIMMemoryStore: Sendable {
  /// - Returns: Everything that was appended; empty if nothing was.
  func load() throws -> [UInt8]

  /// Writes one line, without its line break, behind the others.
  func append(_ line: [UInt8]) throws
}
