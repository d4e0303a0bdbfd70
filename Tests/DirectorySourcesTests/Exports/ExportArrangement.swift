import JSONReader

/// Other ways in which the same files of an export can arrive.
enum ExportArrangement: String, CaseIterable, Sendable {
  /// Every second file is packed, and not called so.
  case packed
  /// As Windows PowerShell writes text: UTF-16 with a mark, CR LF.
  case powershell
  /// In folders of folders.
  case deeper
  /// As `curl -i` writes it.
  case headed
  /// Under names that say nothing, where they need not say anything.
  case renamed
  /// As `jq -s .` writes it: everything in one more array.
  case slurped
  /// As `jq -c '.[]'` writes an array.
  case lines
  /// An array as two arrays, one glued to the other.
  case glued

  /// Whether nothing that proves or disproves anything is lost.
  var keepsEvidence: Bool {
    switch self {
    case .packed, .powershell, .deeper, .headed, .renamed: true
    case .slurped, .lines, .glued: false
    }
  }

  func file(_ number: Int, _ name: String, _ bytes: [UInt8]) -> (name: String, bytes: [UInt8]) {
    let isPacked = bytes.starts(with: [0x1f, 0x8b])
    let bytes = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
    return switch self {
    case .packed: (name, number % 2 == 0 && !isPacked ? StoredGzip.member(bytes) : bytes)
    case .powershell: (name, Self.utf16(bytes) ?? bytes)
    case .deeper: ("a/b c/" + name, bytes)
    case .headed: (name, Self.headed(bytes) ?? bytes)
    case .renamed: (Self.renamed(name, number, bytes), bytes)
    case .slurped: (name, Self.slurped(bytes) ?? bytes)
    case .lines: (name, Self.lines(bytes) ?? bytes)
    case .glued: (name, Self.glued(bytes) ?? bytes)
    }
  }

  /// Nil for what is packed or UTF-16 already.
  private static func utf16(_ bytes: [UInt8]) -> [UInt8]? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var units = [UInt16(0xfeff)]
    for unit in text.utf16 {
      if unit == 0x0a, units.last != 0x0d { units.append(0x0d) }
      units.append(unit)
    }
    return units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  /// Nil for what is no JSON, or has its headers.
  private static func headed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.first == 0x7b || bytes.first == 0x5b else { return nil }
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nX-Request-Id: 1\r\n\r\n"
    return Array(head.utf8) + bytes
  }

  /// Names with an id of somebody in them count, and so does that of a list of nobody.
  private static func renamed(_ name: String, _ number: Int, _ bytes: [UInt8]) -> String {
    let stem = name.prefix { $0 != "." }
    let words = stem.utf8.filter { $0 < 0x30 || $0 > 0x39 }
    let hasID = stem.contains("/") || stem.utf8.count > words.count + 3
    return hasID || bytes.count < 8 ? name : "Neuer Ordner/Kopie (\(number)) von \u{1F4C4}"
  }

  private static func slurped(_ bytes: [UInt8]) -> [UInt8]? {
    guard (try? JSONValue(parsing: bytes)) != nil else { return nil }
    return [0x5b] + bytes + [0x5d]
  }

  private static func lines(_ bytes: [UInt8]) -> [UInt8]? {
    guard let records = try? JSONValue(parsing: bytes).array, !records.isEmpty else { return nil }
    return records.flatMap { text($0) + [0x0a] }
  }

  private static func glued(_ bytes: [UInt8]) -> [UInt8]? {
    guard let records = try? JSONValue(parsing: bytes).array, records.count > 1 else { return nil }
    return [records.prefix(1), records.dropFirst()].flatMap { part in
      [0x5b] + part.map(text).joined(separator: [0x2c]) + [0x5d]
    }
  }

  private static func text(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter(.compact)
    writer.value(value)
    return writer.bytes
  }
}

/// Gzip without compression (RFC 1952, and stored blocks of RFC 1951).
enum StoredGzip {
  static func member(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xffff)
      rest = rest.dropFirst(block.count)
      packed.append(rest.isEmpty ? 1 : 0)
      packed += littleEndian(UInt32(block.count), 2)
      packed += littleEndian(~UInt32(block.count), 2)
      packed += block
    } while !rest.isEmpty
    return packed + littleEndian(checksum(bytes), 4)
      + littleEndian(UInt32(truncatingIfNeeded: bytes.count), 4)
  }

  private static func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
  }

  /// CRC-32 (RFC 1952, section 8).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
