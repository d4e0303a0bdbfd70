/// A distinguished name, taken apart (RFC 4514).
package struct DistinguishedName: Equatable, Sendable {
  /// From the entry upwards.
  package let components: [[Pair]]

  /// One `type=value`.
  package struct Pair: Equatable, Sendable {
    /// Lower case; OIDs of the usual types by their names.
    package let type: String
    /// Without escapes.
    package let value: [UInt8]

    package init(type: String, value: [UInt8]) {
      self.type = type
      self.value = value
    }
  }

  package init(components: [[Pair]]) {
    self.components = components
  }

  /// - Returns: nil for what is no name.
  package init?(parsing bytes: UnsafeRawBufferPointer) {
    var parser = DNParser(bytes)
    guard let components = parser.parse() else { return nil }
    self.components = components
  }

  package init?(parsing text: String) {
    var text = text
    guard let name = text.withUTF8({ DistinguishedName(parsing: UnsafeRawBufferPointer($0)) })
    else { return nil }
    self = name
  }

  func appendKey(to key: inout [UInt8]) {
    for (index, component) in components.enumerated() {
      if index > 0 { key.append(DNNormalizer.nameEnd) }
      // The order of the pairs of one component is free.
      let pairs = component.map { pair in
        Array(pair.type.utf8) + [DNNormalizer.valueStart] + Self.folded(pair.value)
      }.sorted { $0.lexicographicallyPrecedes($1) }
      for (index, pair) in pairs.enumerated() {
        if index > 0 { key.append(DNNormalizer.pairEnd) }
        key += pair
      }
    }
  }

  /// Lower case, one space for a run of them, none at the ends; full-width forms as what they stand for.
  ///
  /// A value that is not UTF-8 stays as it is, in hexadecimal digits.
  private static func folded(_ value: [UInt8]) -> [UInt8] {
    guard let text = String(validating: value, as: UTF8.self) else {
      return [0x23] + value.flatMap { Array($0.hexDigits.utf8) }
    }
    var result: [UInt8] = []
    var hasSpace = false
    for scalar in text.unicodeScalars {
      if scalar.isSpace {
        hasSpace = !result.isEmpty
        continue
      }
      if hasSpace { result.append(0x20) }
      hasSpace = false
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        result.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
        continue
      }
      let isFullWidth = (0xff01...0xff5e).contains(scalar.value)
      let plain = isFullWidth ? Unicode.Scalar(scalar.value - 0xfee0) ?? scalar : scalar
      result += Array(plain.properties.lowercaseMapping.utf8)
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Without a look into Unicode's tables for what has no need of it.
  fileprivate var isSpace: Bool {
    isASCII ? value == 0x20 || (0x09...0x0d).contains(value) : properties.isWhitespace
  }
}
