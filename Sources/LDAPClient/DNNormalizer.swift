/// Makes keys of distinguished names: equal for names that servers take as equal (RFC 4514, RFC 4518).
///
/// Text does not do: one server alone writes `cn=a,ou=B`, `CN = a,OU = b` and `cn=Wolf\2C Yann` for what it
/// knows as one entry. A key is only compared, never shown. Where letters outside ASCII fold differently
/// from server to server, keys differ: whoever needs to know asks the server.
package struct DNNormalizer {
  /// The key of the last name, valid until the next.
  package private(set) var key: [UInt8] = []

  /// Bytes that do not occur in UTF-8.
  static let nameEnd: UInt8 = 0xff
  static let valueStart: UInt8 = 0xfe
  static let pairEnd: UInt8 = 0xfd

  /// No server's names are longer.
  private static let longest = 16_384

  package init() {}

  /// - Returns: Whether `dn` is a name; if not, ``key`` is empty.
  package mutating func normalize(_ dn: UnsafeRawBufferPointer) -> Bool {
    key.removeAll(keepingCapacity: true)
    guard dn.count <= Self.longest else { return false }
    if normalizePlain(dn) { return true }
    key.removeAll(keepingCapacity: true)
    guard let name = DistinguishedName(parsing: dn) else { return false }
    name.appendKey(to: &key)
    return true
  }

  package mutating func normalize(_ dn: ArraySlice<UInt8>) -> Bool {
    dn.withUnsafeBytes { normalize($0) }
  }

  package mutating func normalize(_ dn: String) -> Bool {
    var dn = dn
    return dn.withUTF8 { normalize(UnsafeRawBufferPointer($0)) }
  }

  /// Whether the entry with one key lies below, or is, that with another; the empty key is above all.
  package static func isKey(_ key: some BidirectionalCollection<UInt8>, below base: [UInt8]) -> Bool
  {
    if base.isEmpty { return true }
    guard key.count >= base.count, key.reversed().starts(with: base.reversed()) else {
      return false
    }
    return key.count == base.count || key.dropLast(base.count).last == nameEnd
  }

  /// The common case in one pass: ASCII, nothing escaped, one pair a component.
  private mutating func normalizePlain(_ dn: UnsafeRawBufferPointer) -> Bool {
    var isInType = true
    var typeStart = 0
    var hasSpace = false
    // Whether a byte of the current type or value was written.
    var hasBegun = false
    for byte in dn {
      switch byte {
      case 0x20:
        hasSpace = hasBegun
      case 0x2c:
        guard !isInType else { return false }
        key.append(Self.nameEnd)
        typeStart = key.count
        (isInType, hasSpace, hasBegun) = (true, false, false)
      case 0x3d where isInType:
        // Long names of types ("commonName") are put into their short form.
        guard hasBegun, key.count - typeStart < 6 else { return false }
        key.append(Self.valueStart)
        (isInType, hasSpace, hasBegun) = (false, false, false)
      case 0x22, 0x2b, 0x3b, 0x5c, 0x00..<0x20, 0x7f...: return false
      case 0x23 where !hasBegun: return false
      case 0x30...0x39 where isInType && !hasBegun: return false
      default:
        if hasSpace {
          guard !isInType else { return false }
          key.append(0x20)
        }
        key.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
        (hasSpace, hasBegun) = (false, true)
      }
    }
    return dn.isEmpty || !isInType
  }
}

extension DNNormalizer {
  /// Components of the name with a key.
  package static func depth(of key: [UInt8]) -> Int {
    key.isEmpty ? 0 : key.count { $0 == nameEnd } + 1
  }
}
