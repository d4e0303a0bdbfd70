/// A text to which others are compared without case.
///
/// Pure ASCII, which nearly every value is, is folded byte by byte in passing; anything else by Unicode's
/// lower case.
struct CaseFolded: Sendable {
  private let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.lowercased().utf8)
  }

  func holds(_ relation: FilterTerm.Relation, _ value: UnsafeRawBufferPointer) -> Bool {
    if value.allSatisfy({ $0 < 0x80 }) { return holdsFolding(relation, value) }
    var folded = String(decoding: value, as: UTF8.self).lowercased()
    return folded.withUTF8 { holdsFolding(relation, UnsafeRawBufferPointer($0)) }
  }

  private func holdsFolding(_ relation: FilterTerm.Relation, _ value: UnsafeRawBufferPointer)
    -> Bool
  {
    switch relation {
    case .eq: value.count == bytes.count && matches(value, at: 0)
    case .ne: value.count != bytes.count || !matches(value, at: 0)
    case .sw: matches(value, at: 0)
    case .ew: matches(value, at: value.count - bytes.count)
    case .co: contains(value)
    case .gt: order(value) > 0
    case .ge: order(value) >= 0
    case .lt: order(value) < 0
    case .le: order(value) <= 0
    }
  }

  private func matches(_ value: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    guard offset >= 0, offset + bytes.count <= value.count else { return false }
    for index in bytes.indices where value[offset + index].loweredASCII != bytes[index] {
      return false
    }
    return true
  }

  /// Knuth, Morris and Pratt would be linear; texts of some bytes are found sooner so.
  private func contains(_ value: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.first else { return true }
    guard value.count >= bytes.count else { return false }
    for offset in 0...value.count - bytes.count
    where value[offset].loweredASCII == first && matches(value, at: offset) {
      return true
    }
    return false
  }

  /// Below zero if `value` comes first.
  private func order(_ value: UnsafeRawBufferPointer) -> Int {
    for index in 0..<min(value.count, bytes.count) {
      let difference = Int(value[index].loweredASCII) - Int(bytes[index])
      if difference != 0 { return difference }
    }
    return value.count - bytes.count
  }
}
