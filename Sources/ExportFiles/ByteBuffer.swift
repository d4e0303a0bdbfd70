#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Bytes in memory of its own that stays in place until it has to grow.
struct ByteBuffer: ~Copyable {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private(set) var count = 0

  /// - Returns: nil if there is no memory.
  static func make(capacity: Int) -> ByteBuffer? {
    guard let base = malloc(max(1, capacity)) else { return nil }
    return ByteBuffer(base: base, capacity: max(1, capacity))
  }

  private init(base: UnsafeMutableRawPointer, capacity: Int) {
    self.base = base
    self.capacity = capacity
  }

  deinit {
    free(base)
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The room behind the bytes.
  var room: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
  }

  /// Takes the first `more` bytes of ``room`` in.
  mutating func advance(by more: Int) {
    precondition(more >= 0 && more <= capacity - count, "more bytes than there was room for")
    count += more
  }

  /// Drops the first bytes.
  mutating func removeFirst(_ dropped: Int) {
    precondition(dropped >= 0 && dropped <= count, "more bytes than there are")
    memmove(base, base + dropped, count - dropped)
    count -= dropped
  }

  /// Drops all but the first bytes.
  mutating func truncate(to kept: Int) {
    precondition(kept >= 0 && kept <= count, "more bytes than there are")
    count = kept
  }

  mutating func append(_ byte: UInt8) throws(NoMemory) {
    if count == capacity { try grow(to: count + 1) }
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(NoMemory) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    if bytes.count > capacity - count { try grow(to: count + bytes.count) }
    memcpy(base + count, source, bytes.count)
    count += bytes.count
  }

  /// Makes room, at least doubling.
  mutating func grow(to needed: Int) throws(NoMemory) {
    let wanted = max(needed, capacity * 2)
    guard let larger = realloc(base, wanted) else { throw NoMemory() }
    base = larger
    capacity = wanted
  }

  struct NoMemory: Error {}
}
