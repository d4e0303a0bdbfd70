/// A string or key of a document that is being parsed: where its bytes are, still escaped.
///
/// It means something only together with the bytes that it was found in.
package struct JSONText: Equatable, Sendable {
  /// The offset of the first byte behind the opening quote.
  package let start: Int
  /// In bytes, as written.
  package let count: Int
  package let hasEscapes: Bool

  package init(start: Int, count: Int, hasEscapes: Bool) {
    self.start = start
    self.count = count
    self.hasEscapes = hasEscapes
  }

  package func string(in bytes: Span<UInt8>) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(count)
    append(to: &decoded, from: bytes)
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Whether the text, escapes resolved, is `other`.
  package func equals(_ other: StaticString, in bytes: Span<UInt8>) -> Bool {
    if hasEscapes { return string(in: bytes) == other.description }
    guard other.utf8CodeUnitCount == count else { return false }
    let other = UnsafeRawBufferPointer(start: other.utf8Start, count: count)
    for index in 0..<count where bytes[start + index] != other[index] { return false }
    return true
  }

  /// Appends the text, escapes resolved.
  ///
  /// Half of a surrogate pair becomes U+FFFD, since UTF-8 has no way to write it.
  package func append(to decoded: inout [UInt8], from bytes: Span<UInt8>) {
    var index = start
    let end = start + count
    while index < end {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5c else {
        decoded.append(byte)
        continue
      }
      let letter = bytes[index]
      index += 1
      switch letter {
      case 0x62: decoded.append(0x08)
      case 0x66: decoded.append(0x0c)
      case 0x6e: decoded.append(0x0a)
      case 0x72: decoded.append(0x0d)
      case 0x74: decoded.append(0x09)
      case 0x75: decoded.append(contentsOf: Self.scalar(at: &index, end: end, in: bytes).utf8)
      default: decoded.append(letter)
      }
    }
  }

  /// Reads the four digits at `index`, and the other half of a pair behind them.
  private static func scalar(
    at index: inout Int,
    end: Int,
    in bytes: Span<UInt8>
  ) -> Character {
    let first = unit(at: index, in: bytes)
    index += 4
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard first < 0xdc00, index + 6 <= end, bytes[index] == 0x5c, bytes[index + 1] == 0x75
    else { return "\u{fffd}" }
    let second = unit(at: index + 2, in: bytes)
    guard second >= 0xdc00, second < 0xe000,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { return "\u{fffd}" }
    index += 6
    return Character(scalar)
  }

  private static func unit(at index: Int, in bytes: Span<UInt8>) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 { value = value << 4 | UInt32(bytes[index + offset].hexDigit ?? 0) }
    return value
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}
