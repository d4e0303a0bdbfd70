#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The part of a file that is being looked at: moved on by whoever is done with its first bytes, and larger only
/// while one thing does not fit.
package struct FileWindow: ~Copyable {
  private let file: InputFile
  private let limit: Int
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private var count = 0
  /// Bytes of the file that have been read.
  private var total = 0

  /// - Parameters:
  ///   - file: What to read, from its start.
  ///   - capacity: Bytes to hold at first.
  ///   - limit: Bytes that the file may have.
  /// - Throws: ``FileError`` with `.tooLarge` for a file that is larger already.
  package init(
    _ file: consuming InputFile,
    capacity: Int = 1 << 20,
    limit: Int
  ) throws(FileError) {
    guard file.status.size <= Int64(limit) else {
      throw FileError("read", file.path, .tooLarge(limit: limit))
    }
    self.file = file
    self.limit = limit
    self.capacity = max(capacity, 16)
    base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit {
    base.deallocate()
  }

  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The bytes, for one statement.
  package var content: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: UnsafePointer(base.assumingMemoryBound(to: UInt8.self)),
      count: count
    )
  }

  /// Drops the first bytes.
  package mutating func removeFirst(_ dropped: Int) {
    precondition(dropped >= 0 && dropped <= count, "more bytes than there are")
    memmove(base, base + dropped, count - dropped)
    count -= dropped
  }

  /// Reads on, with twice the room if there is none.
  ///
  /// - Returns: False at the end of the file.
  /// - Throws: ``FileError`` with `.tooLarge` once the file has more bytes than it may, whatever its size was before.
  package mutating func readMore() throws(FileError) -> Bool {
    if count == capacity {
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
      memcpy(larger, base, count)
      base.deallocate()
      base = larger
      capacity *= 2
    }
    let room = UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
    let more = try file.read(into: room)
    guard more <= limit - total else {
      throw FileError("read", file.path, .tooLarge(limit: limit))
    }
    count += more
    total += more
    return more > 0
  }
}
