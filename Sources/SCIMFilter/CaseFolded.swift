/// Comparing texts without case.
///
/// Pure ASCII, which nearly every value is, is folded byte by byte in passing; anything else by Unicode's
/// lower case.
enum CaseFolded {
  /// A literal as it is compared: lower case, UTF-8.
  static func bytes(of text: String) -> [UInt8] { Array(text.lowercased().utf8) }

  /// Whether `value` stands in `relation` to `literal`, which is folded.
  static func holds(
    _ relation: FilterTerm.Relation,
    _ value: UnsafeRawBufferPointer,
    _ literal: UnsafeRawBufferPointer
  ) -> Bool {
    if isASCII(value) { return holdsFolding(relation, value, literal) }
    var folded = String(decoding: value, as: UTF8.self).lowercased()
    return folded.withUTF8 { holdsFolding(relation, UnsafeRawBufferPointer($0), literal) }
  }

  private static func isASCII(_ value: UnsafeRawBufferPointer) -> Bool {
    for byte in value where byte >= 0x80 { return false }
    return true
  }

  private static func holdsFolding(
    _ relation: FilterTerm.Relation,
    _ value: UnsafeRawBufferPointer,
    _ literal: UnsafeRawBufferPointer
  ) -> Bool {
    switch relation {
    case .eq: value.count == literal.count && matches(value, literal, at: 0)
    case .ne: value.count != literal.count || !matches(value, literal, at: 0)
    case .sw: matches(value, literal, at: 0)
    case .ew: matches(value, literal, at: value.count - literal.count)
    case .co: contains(value, literal)
    case .gt: order(value, literal) > 0
    case .ge: order(value, literal) >= 0
    case .lt: order(value, literal) < 0
    case .le: order(value, literal) <= 0
    }
  }

  private static func matches(
    _ value: UnsafeRawBufferPointer,
    _ literal: UnsafeRawBufferPointer,
    at offset: Int
  ) -> Bool {
    guard offset >= 0, offset + literal.count <= value.count else { return false }
    for index in 0..<literal.count where value[offset + index].loweredASCII != literal[index] {
      return false
    }
    return true
  }

  /// Knuth, Morris and Pratt would be linear; texts of some bytes are found sooner so.
  private static func contains(
    _ value: UnsafeRawBufferPointer,
    _ literal: UnsafeRawBufferPointer
  ) -> Bool {
    guard literal.count > 0 else { return true }
    guard value.count >= literal.count else { return false }
    for offset in 0...value.count - literal.count
    where value[offset].loweredASCII == literal[0] && matches(value, literal, at: offset) {
      return true
    }
    return false
  }

  /// Below zero if `value` comes first.
  private static func order(
    _ value: UnsafeRawBufferPointer,
    _ literal: UnsafeRawBufferPointer
  ) -> Int {
    for index in 0..<min(value.count, literal.count) {
      let difference = Int(value[index].loweredASCII) - Int(literal[index])
      if difference != 0 { return difference }
    }
    return value.count - literal.count
  }
}
