/// Reads RFC 4514's string representation, and what RFC 2253 allowed before: quotes, semicolons, spaces.
struct DNParser {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  private static let mostComponents = 128

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func parse() -> [[DistinguishedName.Pair]]? {
    skipSpaces()
    if position == bytes.count { return [] }
    var components: [[DistinguishedName.Pair]] = []
    while true {
      var pairs: [DistinguishedName.Pair] = []
      repeat {
        guard let pair = pair() else { return nil }
        pairs.append(pair)
      } while take(UInt8(ascii: "+"))
      components.append(pairs)
      guard components.count <= Self.mostComponents else { return nil }
      if position == bytes.count { return components }
      guard take(UInt8(ascii: ",")) || take(UInt8(ascii: ";")) else { return nil }
    }
  }

  private mutating func pair() -> DistinguishedName.Pair? {
    skipSpaces()
    let start = position
    while let byte = peek, byte.isTypeByte { position += 1 }
    guard position > start else { return nil }
    let type = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    skipSpaces()
    guard take(UInt8(ascii: "=")) else { return nil }
    skipSpaces()
    let value: [UInt8]?
    switch peek {
    case UInt8(ascii: "#"): value = encodedValue()
    case UInt8(ascii: "\""): value = quotedValue()
    default: value = plainValue()
    }
    guard let value else { return nil }
    skipSpaces()
    return DistinguishedName.Pair(type: Self.names[type] ?? type, value: value)
  }

  /// Up to the next separator; escaped spaces at the end count, others do not.
  private mutating func plainValue() -> [UInt8]? {
    var value: [UInt8] = []
    var significant = 0
    while let byte = peek {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: ";"):
        return Array(value.prefix(significant))
      case UInt8(ascii: "\\"):
        guard let escaped = escapedByte() else { return nil }
        value.append(escaped)
        significant = value.count
      case 0: return nil
      default:
        position += 1
        value.append(byte)
        if byte != 0x20 { significant = value.count }
      }
    }
    return Array(value.prefix(significant))
  }

  private mutating func quotedValue() -> [UInt8]? {
    position += 1
    var value: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return value
      case UInt8(ascii: "\\"):
        guard let escaped = escapedByte() else { return nil }
        value.append(escaped)
      default:
        position += 1
        value.append(byte)
      }
    }
    return nil
  }

  /// `#` and the BER encoding in hexadecimal digits: of a string its content, of anything else all of it.
  private mutating func encodedValue() -> [UInt8]? {
    position += 1
    var encoding: [UInt8] = []
    while let high = peek?.hexDigitValue {
      guard position + 1 < bytes.count, let low = bytes[position + 1].hexDigitValue else {
        return nil
      }
      encoding.append(high << 4 | low)
      position += 2
    }
    guard encoding.count >= 2 else { return nil }
    // OCTET STRING, UTF8String, PrintableString, TeletexString, IA5String in the short form of length.
    let isString = [0x04, 0x0c, 0x13, 0x14, 0x16].contains(encoding[0])
    guard isString, encoding[1] < 0x80, Int(encoding[1]) == encoding.count - 2 else {
      return encoding
    }
    return Array(encoding.dropFirst(2))
  }

  private mutating func escapedByte() -> UInt8? {
    guard position + 1 < bytes.count else { return nil }
    let next = bytes[position + 1]
    if let high = next.hexDigitValue, position + 2 < bytes.count,
      let low = bytes[position + 2].hexDigitValue
    {
      position += 3
      return high << 4 | low
    }
    position += 2
    return next
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d { position += 1 }
  }

  /// RFC 4514, section 3, and what Active Directory, FreeIPA and others name entries by.
  private static let names = [
    "2.5.4.3": "cn", "2.5.4.4": "sn", "2.5.4.5": "serialnumber", "2.5.4.6": "c", "2.5.4.7": "l",
    "2.5.4.8": "st", "2.5.4.9": "street", "2.5.4.10": "o", "2.5.4.11": "ou",
    "0.9.2342.19200300.100.1.1": "uid", "0.9.2342.19200300.100.1.25": "dc",
    "1.2.840.113549.1.9.1": "email", "emailaddress": "email", "commonname": "cn", "userid": "uid",
    "organizationname": "o", "organizationalunitname": "ou", "domaincomponent": "dc",
    "countryname": "c", "localityname": "l", "stateorprovincename": "st",
  ]
}

extension UInt8 {
  fileprivate var isTypeByte: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
    default: false
    }
  }
}
