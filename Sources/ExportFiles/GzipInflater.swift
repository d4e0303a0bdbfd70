internal import CZlib

/// Unpacks gzip (RFC 1952), one member after another.
struct GzipInflater: ~Copyable {
  // zlib keeps a pointer back to the stream, so it has to stay where it is.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  /// - Returns: nil if there is no memory.
  static func make() -> GzipInflater? {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16: gzip only; 15: any window.
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, 16 + 15, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      return nil
    }
    return GzipInflater(stream: stream)
  }

  private init(stream: UnsafeMutablePointer<z_stream>) {
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Unpacks from `input`, which must not be empty, into `output`.
  ///
  /// - Returns: How many bytes were taken and given, and whether the input may end here.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws(Damage) -> (taken: Int, given: Int, isBetweenMembers: Bool) {
    var taken = 0
    if isBetweenMembers {
      // Some writers fill the last block up with zeros.
      while taken < input.count, input[taken] == 0 { taken += 1 }
      if taken == input.count { return (taken, 0, true) }
      guard inflateReset(stream) == Z_OK else { throw Damage() }
      isBetweenMembers = false
    }
    let inputCount = min(input.count - taken, 1 << 30)
    let outputCount = min(output.count, 1 << 30)
    let start = input.baseAddress?.advanced(by: taken).assumingMemoryBound(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
    stream.pointee.avail_in = UInt32(inputCount)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(outputCount)
    let result = CZlib.inflate(stream, Z_NO_FLUSH)
    switch result {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isBetweenMembers = true
    default: throw Damage()
    }
    taken += inputCount - Int(stream.pointee.avail_in)
    return (taken, outputCount - Int(stream.pointee.avail_out), isBetweenMembers)
  }

  struct Damage: Error {}
}
