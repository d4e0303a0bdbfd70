/// How much an export may be.
package struct ExportLimits: Equatable, Sendable {
  /// Bytes of one file after decompression and transcoding.
  package var decodedBytes: Int64 = 8 << 30
  /// A value of this many bytes that is not over yet is taken apart; the buffer is twice as big.
  package var bufferBytes = 1 << 20
  /// Bytes of one string.
  package var stringBytes = 1 << 20
  /// Bytes of one value that cannot be taken apart.
  package var recordBytes = 64 << 20
  /// Users, groups and memberships of all files.
  package var records = 1 << 25
  /// Files of a folder, and folders below it.
  package var files = 200_000
  /// Folders in one another.
  package var folderDepth = 32

  package init() {}
}
