/// JSON strings with exactly the escapes of RFC 8785, section 3.2.2.2.
package enum JSONText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Appends `text` with its quotation marks.
  package static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { appendValid(UnsafeRawBufferPointer($0), to: &output) }
  }

  /// Appends UTF-8 bytes with quotation marks; what is not UTF-8 is repaired with U+FFFD.
  package static func append(utf8 bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      appendValid(bytes, to: &output)
    } else {
      append(String(decoding: bytes, as: UTF8.self), to: &output)
    }
  }

  /// The same document with invisible characters as `\u` escapes, for a terminal: its value, and so its `sha256`,
  /// stays the same.
  ///
  /// - Parameter document: JSON, in which such characters can only stand inside strings.
  /// - Returns: JSON of the same value.
  package static func showingHidden(_ document: [UInt8]) -> [UInt8] {
    if document.allSatisfy({ $0 < 0x7f }) { return document }
    var output: [UInt8] = []
    output.reserveCapacity(document.count)
    for scalar in String(decoding: document, as: UTF8.self).unicodeScalars {
      if scalar.value >= 0x7f, VisibleText.isHidden(scalar) {
        for unit in String(scalar).utf16 { appendEscape(unit, to: &output) }
      } else {
        output.append(contentsOf: String(scalar).utf8)
      }
    }
    return output
  }

  private static func appendValid(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    output.append(0x22)
    if bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5c }) {
      output.append(contentsOf: bytes)
    } else {
      for byte in bytes { appendEscaped(byte, to: &output) }
    }
    output.append(0x22)
  }

  private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case 0x08: output += [0x5c, 0x62]
    case 0x09: output += [0x5c, 0x74]
    case 0x0a: output += [0x5c, 0x6e]
    case 0x0c: output += [0x5c, 0x66]
    case 0x0d: output += [0x5c, 0x72]
    case 0x22: output += [0x5c, 0x22]
    case 0x5c: output += [0x5c, 0x5c]
    case 0..<0x20: appendEscape(UInt16(byte), to: &output)
    default: output.append(byte)
    }
  }

  private static func appendEscape(_ unit: UInt16, to output: inout [UInt8]) {
    output += [0x5c, 0x75]
    for shift in [12, 8, 4, 0] { output.append(digits[Int(unit >> UInt16(shift)) & 0xf]) }
  }
}
