/// Bytes on their way from a file to the reader, waiting to be unpacked or transcoded.
struct PackedBytes: ~Copyable {
  /// As the file has them.
  var bytes: ByteBuffer
  /// Set if the file is gzip.
  var inflater: GzipInflater? = nil
  /// Unpacked, waiting to be transcoded.
  var unpacked: ByteBuffer

  private var isBetweenMembers = false

  init(bytes: consuming ByteBuffer, unpacked: consuming ByteBuffer) {
    self.bytes = bytes
    self.unpacked = unpacked
  }

  /// Whether the compressed stream, if there is one, may end here.
  var isComplete: Bool { inflater == nil || isBetweenMembers }

  /// Unpacks what there is, as far as there is room.
  mutating func inflate() throws(GzipInflater.Damage) -> (taken: Int, given: Int) {
    guard let result = try inflater?.inflate(bytes.bytes, into: unpacked.room) else {
      return (0, 0)
    }
    isBetweenMembers = result.isBetweenMembers
    return (result.taken, result.given)
  }
}
