internal import DirectoryModel

/// LDAP's times: `20261231235959Z`, `20261231235959.0Z`, `20261231235959+0100` (RFC 4517, 3.3.13).
enum GeneralizedTime {
  static func timestamp(_ bytes: ArraySlice<UInt8>) -> Timestamp? {
    let text = String(decoding: bytes, as: UTF8.self)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count >= 10, digits.count <= 14, digits.count % 2 == 0 else { return nil }
    let full = digits + String(repeating: "0", count: 14 - digits.count)
    func part(_ range: Range<Int>) -> Substring {
      full.dropFirst(range.lowerBound).prefix(range.count)
    }
    var zone = text.dropFirst(digits.count)
    if zone.first == "." || zone.first == "," {
      zone = zone.dropFirst().drop { $0.isASCII && $0.isNumber }
    }
    let offset: String
    switch zone.count {
    case 1 where zone == "Z": offset = "Z"
    case 3: offset = zone + ":00"
    case 5: offset = "\(zone.prefix(3)):\(zone.dropFirst(3))"
    default: return nil
    }
    return Timestamp(
      iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T"
        + "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))\(offset)"
    )
  }
}
