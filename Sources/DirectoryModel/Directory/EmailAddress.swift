/// An address that can be invited: exactly one `@`, a local part of ASCII, a domain with a dot whose last
/// label is letters, at most 256 characters, lower-cased.
///
/// The rule is the strict one of Bitwarden's invitation endpoint; it is judged before lower-casing, so that
/// no look-alike (such as the Kelvin sign, whose lower case is `k`) becomes an ASCII letter.
package struct EmailAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  /// - Throws: ``ParseError`` if the trimmed text cannot be invited.
  package init(parsing text: some StringProtocol) throws(ParseError) {
    let normalized = Self.normalized(String(text))
    guard let normalized else { throw .empty }
    var copy = normalized
    let isValid = copy.withUTF8 { Self.isValid(UnsafeRawBufferPointer($0)) }
    guard isValid else { throw .refused }
    description = normalized
  }

  package enum ParseError: Error, Equatable {
    case empty
    case refused
  }

  package static func < (left: EmailAddress, right: EmailAddress) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  /// Trims white space at both ends and lower-cases, but never a letter that is not ASCII into one that is.
  ///
  /// - Returns: nil if nothing is left.
  package static func normalized(_ text: String) -> String? {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return nil }
    var result = String.UnicodeScalarView()
    for scalar in scalars[first...last] {
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      if scalar.isASCII || !lower.contains(where: \.isASCII) {
        result.append(contentsOf: lower)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a trimmed, lower-cased address can be invited.
  ///
  /// Linear, and free of allocation for ASCII.
  package static func isValid(_ address: UnsafeRawBufferPointer) -> Bool {
    guard address.count >= 5, address.count <= 1024,
      let at = address.firstIndex(of: 0x40), at > 0,
      at == address.lastIndex(of: 0x40)
    else { return false }
    guard isLocalPart(UnsafeRawBufferPointer(rebasing: address[..<at])) else { return false }
    let domain = UnsafeRawBufferPointer(rebasing: address[(at + 1)...])
    if domain.allSatisfy({ $0 < 0x80 }) {
      return address.count <= 256 && isASCIIDomain(domain)
    }
    let text = String(decoding: domain, as: UTF8.self)
    return at + 1 + text.unicodeScalars.count <= 256 && isUnicodeDomain(text)
  }

  /// RFC 5322 `dot-atom` of ASCII.
  private static func isLocalPart(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var previous: UInt8 = 0x2e
    for byte in bytes {
      switch byte {
      case 0x2e:
        if previous == 0x2e { return false }
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: break
      // ! # $ % & ' * + - / = ? ^ _ ` { | } ~
      case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2f, 0x3d, 0x3f, 0x5e...0x60, 0x7b...0x7e: break
      default: return false
      }
      previous = byte
    }
    return previous != 0x2e
  }

  private static func isASCIIDomain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var previous: UInt8 = 0x2e
    var hasDot = false
    var lastLabelIsLetters = true
    for byte in bytes {
      switch byte {
      case 0x2e:
        if previous == 0x2e || previous == 0x2d { return false }
        hasDot = true
        lastLabelIsLetters = true
      case 0x41...0x5a, 0x61...0x7a: break
      case 0x30...0x39: lastLabelIsLetters = false
      case 0x2d:
        if previous == 0x2e { return false }
        lastLabelIsLetters = false
      default: return false
      }
      previous = byte
    }
    return hasDot && previous != 0x2e && lastLabelIsLetters
  }

  private static func isUnicodeDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last else { return false }
    for label in labels {
      guard !label.isEmpty, label.first != "-", label.last != "-" else { return false }
      guard label.unicodeScalars.allSatisfy(isDomainScalar) else { return false }
    }
    return last.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
  }

  /// Letters, marks, digits and hyphens; nothing that compatibility mapping turns into ASCII.
  private static func isDomainScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2d, 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    case 0..<0x80, 0x2100...0x214f, 0xfb00...0xfb06, 0xff00...0xffef, 0x1d400...0x1d7ff: false
    default:
      scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
        || scalar.properties.generalCategory == .decimalNumber
    }
  }
}

extension ByteArenaBuilder {
  /// Copies an address in: trimmed and lower-cased as ``EmailAddress/normalized(_:)`` does it.
  ///
  /// - Returns: ``Text/none`` if nothing is left.
  package mutating func appendEmail(_ bytes: UnsafeRawBufferPointer) throws(ArenaFull) -> Text {
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), bytes.count > 0 else {
      return try append(EmailAddress.normalized(String(decoding: bytes, as: UTF8.self)))
    }
    let needsFolding = bytes.contains { $0 >= 0x41 && $0 <= 0x5a }
    guard needsFolding, bytes.count <= 512 else {
      return needsFolding
        ? try append(EmailAddress.normalized(String(decoding: bytes, as: UTF8.self)))
        : try append(bytes)
    }
    let result: Result<Text, ArenaFull> = withUnsafeTemporaryAllocation(
      byteCount: bytes.count,
      alignment: 1
    ) { folded in
      for (index, byte) in bytes.enumerated() {
        folded[index] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      }
      do throws(ArenaFull) {
        return .success(try append(UnsafeRawBufferPointer(folded)))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
