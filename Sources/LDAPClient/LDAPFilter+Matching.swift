extension LDAPFilter {
  /// Judges an entry here, as a server would for attributes that compare without case.
  ///
  /// `values` gives those of an attribute; none if the entry does not have it.
  package func matches(_ values: (String) -> LDAPValues) -> Bool {
    switch self {
    case .and(let filters): filters.allSatisfy { $0.matches(values) }
    case .or(let filters): filters.contains { $0.matches(values) }
    case .not(let filter): !filter.matches(values)
    case .present(let name): !values(name).isEmpty
    case .equal(let name, let value), .approximate(let name, let value):
      values(name).contains { Self.compare($0, value[...]) == 0 }
    case .atLeast(let name, let value):
      values(name).contains { Self.compare($0, value[...]) >= 0 }
    case .atMost(let name, let value):
      values(name).contains { Self.compare($0, value[...]) <= 0 }
    case .substrings(let name, let pieces):
      values(name).contains { Self.contains($0, pieces) }
    case .extensible(let rule): Self.matches(rule, values)
    }
  }

  private static func matches(_ rule: Extensible, _ values: (String) -> LDAPValues) -> Bool {
    guard let name = rule.attribute else { return false }
    switch rule.rule {
    case bitAndRule, bitOrRule:
      guard let bits = number(rule.value[...]) else { return false }
      return values(name).contains { value in
        guard let have = number(value) else { return false }
        return rule.rule == bitAndRule ? have & bits == bits : have & bits != 0
      }
    default: return values(name).contains { compare($0, rule.value[...]) == 0 }
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: bytes, as: UTF8.self))
  }

  /// Below, at or above zero; whole numbers by value, other texts by their bytes without case.
  private static func compare(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    if let first = left.first, first <= 0x39, let left = number(left), let right = number(right) {
      return left < right ? -1 : left == right ? 0 : 1
    }
    for (a, b) in zip(left, right) {
      let a = folded(a)
      let b = folded(b)
      if a != b { return a < b ? -1 : 1 }
    }
    return left.count - right.count
  }

  private static func contains(_ value: ArraySlice<UInt8>, _ pieces: [[UInt8]]) -> Bool {
    let value = value.map(folded)
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return false }
    guard value.count >= first.count + last.count,
      value.starts(with: first.map(folded)),
      value.suffix(last.count).elementsEqual(last.map(folded))
    else { return false }
    var rest = value[first.count..<value.count - last.count]
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: piece.map(folded)) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
  }
}
