/// Escapes what comes from outside for an address (RFC 3986): everything but letters, digits and `-._~`.
package enum PercentEncoding {
  package static func encode(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: result.append(byte)
      default:
        result.append(0x25)
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
      }
    }
    // A segment of dots alone would be taken for a way up.
    if text == "." || text == ".." {
      return String(repeating: "%2E", count: text.utf8.count)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
