/// Turns UTF-16 into UTF-8, piece by piece.
///
/// Half of a surrogate pair becomes U+FFFD.
struct UTF16Decoder {
  let isBigEndian: Bool
  private var firstByte: UInt8?
  private var highHalf: UInt32?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// Whether the input may end here.
  var isComplete: Bool { firstByte == nil }

  /// Appends `input` to `output`, decoded.
  mutating func decode(
    _ input: UnsafeRawBufferPointer,
    into output: inout ByteBuffer
  ) throws(ByteBuffer.NoMemory) {
    for byte in input {
      guard let first = firstByte else {
        firstByte = byte
        continue
      }
      firstByte = nil
      let (high, low) = isBigEndian ? (first, byte) : (byte, first)
      try take(UInt32(high) << 8 | UInt32(low), &output)
    }
  }

  /// Appends what an unfinished pair leaves.
  mutating func finish(into output: inout ByteBuffer) throws(ByteBuffer.NoMemory) {
    guard highHalf != nil else { return }
    highHalf = nil
    try append(0xfffd, &output)
  }

  private mutating func take(
    _ unit: UInt32,
    _ output: inout ByteBuffer
  ) throws(ByteBuffer.NoMemory) {
    let isLowHalf = unit & 0xfc00 == 0xdc00
    if let high = highHalf {
      highHalf = nil
      if isLowHalf {
        return try append(0x10000 + (high & 0x3ff) << 10 + (unit & 0x3ff), &output)
      }
      try append(0xfffd, &output)
    }
    if unit & 0xfc00 == 0xd800 {
      highHalf = unit
    } else {
      try append(isLowHalf ? 0xfffd : unit, &output)
    }
  }

  private func append(_ scalar: UInt32, _ output: inout ByteBuffer) throws(ByteBuffer.NoMemory) {
    let tail = { (shift: UInt32) in UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift) & 0x3f) }
    switch scalar {
    case 0..<0x80: try output.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      try output.append(UInt8(truncatingIfNeeded: 0xc0 | scalar >> 6))
      try output.append(tail(0))
    case 0x800..<0x10000:
      try output.append(UInt8(truncatingIfNeeded: 0xe0 | scalar >> 12))
      try output.append(tail(6))
      try output.append(tail(0))
    default:
      try output.append(UInt8(truncatingIfNeeded: 0xf0 | scalar >> 18))
      try output.append(tail(12))
      try output.append(tail(6))
      try output.append(tail(0))
    }
  }
}
