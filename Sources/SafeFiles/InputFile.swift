#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An ordinary file, open for reading piece by piece.
///
/// A pipe, a device or a folder under that name is refused without waiting for it.
package struct InputFile: ~Copyable {
  private let file: OpenFile
  /// As of the opening.
  package let status: FileStatus

  /// Opens `path`.
  ///
  /// - Parameters:
  ///   - path: The file to read.
  ///   - followingLinks: False where the file is one that this tool wrote itself.
  /// - Throws: ``FileError`` with `.notAFile` for anything but an ordinary file.
  package init(_ path: String, followingLinks: Bool = true) throws(FileError) {
    let link = followingLinks ? 0 : O_NOFOLLOW
    let file = try OpenFile(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY | link, action: "read")
    let status = try file.status()
    guard status.kind == .file else { throw FileError("read", path, .notAFile) }
    self.file = file
    self.status = status
  }

  package var path: String { file.path }

  /// Reads the next bytes into `buffer`.
  ///
  /// - Returns: How many; 0 at the end of the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    try file.read(into: buffer)
  }

  /// Reads the rest.
  ///
  /// - Throws: ``FileError`` with `.tooLarge` once there are more than `limit` bytes, whatever the size
  ///   was when the file was opened.
  package consuming func readAll(limit: Int) throws(FileError) -> [UInt8] {
    let path = file.path
    guard status.size <= Int64(limit) else {
      throw FileError("read", path, .tooLarge(limit: limit))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.size))
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let count = try file.read(into: piece)
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else {
        throw FileError("read", path, .tooLarge(limit: limit))
      }
      bytes.append(contentsOf: piece[..<count])
    }
  }

  /// Reads a whole file of at most `limit` bytes.
  package static func contents(
    of path: String,
    limit: Int,
    followingLinks: Bool = true
  ) throws(FileError) -> [UInt8] {
    try InputFile(path, followingLinks: followingLinks).readAll(limit: limit)
  }
}
