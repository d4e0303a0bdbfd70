/// What a server's certificate (X.509, RFC 5280) says of itself; for messages only, never to decide on trust.
package struct ServerCertificate: Sendable, Equatable {
  /// Host names and addresses that it is for.
  package let names: [String]
  package let subject: String
  package let issuer: String
  /// `YYYYMMDDHHMMSS`, UTC.
  package let validFrom: String
  package let validUntil: String

  /// - Returns: nil for what is no certificate.
  init?(der: [UInt8]) {
    guard let certificate = DERElement.list(der[...])?.first,
      let body = certificate.children.first
    else { return nil }
    var fields = body.children[...]
    // The version, [0].
    if fields.first?.tag == 0xa0 { fields = fields.dropFirst() }
    guard fields.count >= 5 else { return nil }
    let start = fields.startIndex
    // Serial number, algorithm, issuer, validity, subject.
    issuer = Self.name(fields[start + 2])
    subject = Self.name(fields[start + 4])
    let times = fields[start + 3].children.compactMap(Self.time)
    guard times.count == 2 else { return nil }
    validFrom = times[0]
    validUntil = times[1]
    let extensions = fields.last { $0.tag == 0xa3 }?.children.first?.children ?? []
    names = extensions.flatMap(Self.alternativeNames)
  }

  /// The common name, else the last part.
  private static func name(_ element: DERElement) -> String {
    let parts = element.children.flatMap(\.children).map(\.children).filter { $0.count == 2 }
    let common = parts.last { $0[0].content.elementsEqual([0x55, 0x04, 0x03]) }
    return (common ?? parts.last).map { String(decoding: $0[1].content, as: UTF8.self) } ?? ""
  }

  /// UTCTime has two digits for the year, 50 to 49 (RFC 5280, 4.1.2.5.1).
  private static func time(_ element: DERElement) -> String? {
    let digits = String(decoding: element.content.prefix { $0 != UInt8(ascii: "Z") }, as: UTF8.self)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    switch (element.tag, digits.utf8.count) {
    case (0x17, 12): return (digits < "5" ? "20" : "19") + digits
    case (0x18, 14): return digits
    default: return nil
    }
  }

  private static func alternativeNames(_ element: DERElement) -> [String] {
    guard let identifier = element.children.first, let value = element.children.last,
      identifier.content.elementsEqual([0x55, 0x1d, 0x11]),
      let names = DERElement.list(value.content)?.first
    else { return [] }
    return names.children.compactMap { name in
      switch (name.tag, name.content.count) {
      case (0x82, _): String(decoding: name.content, as: UTF8.self)
      case (0x87, 4): name.content.map(String.init).joined(separator: ".")
      case (0x87, 16): ipv6(Array(name.content))
      default: nil
      }
    }
  }

  private static func ipv6(_ bytes: [UInt8]) -> String {
    let words = stride(from: 0, to: 16, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    if words.dropLast().allSatisfy({ $0 == 0 }) { return "::\(words[7])" }
    return words.map { String($0, radix: 16) }.joined(separator: ":")
  }
}

extension ServerCertificate {
  /// Whether it is for a host: one of its names, or fits one with a star for the first label (RFC 6125).
  func isFor(_ host: String) -> Bool {
    let host = host.lowercased()
    return names.contains { name in
      let name = name.lowercased()
      if name == host { return true }
      guard name.hasPrefix("*."), let dot = host.firstIndex(of: ".") else { return false }
      return host[dot...] == name.dropFirst()
    }
  }

  /// The day of a time, for people: `2026-12-31`.
  package static func day(_ time: String) -> String {
    "\(time.prefix(4))-\(time.dropFirst(4).prefix(2))-\(time.dropFirst(6).prefix(2))"
  }
}
