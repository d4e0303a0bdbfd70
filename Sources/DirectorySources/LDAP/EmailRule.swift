internal import LDAPClient

/// One way to an address: an attribute, or a template such as `{sAMAccountName}@example.com`.
enum EmailRule: Sendable, Equatable {
  case attribute(Int)
  /// Active Directory's `proxyAddresses`: the value that begins with `SMTP:` in capitals is the primary one.
  case primaryProxy(Int)
  case template([Piece])

  enum Piece: Sendable, Equatable {
    case text(String)
    case attribute(Int)
  }

  /// - Parameters:
  ///   - text: An attribute's name, or a template: anything with a brace.
  ///   - list: Gets the attributes.
  init(_ text: String, _ list: inout AttributeList) {
    guard text.contains("{") else {
      let number = list.add(text)
      self = text.lowercased() == "proxyaddresses" ? .primaryProxy(number) : .attribute(number)
      return
    }
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(.attribute(list.add(String(rest[rest.index(after: open)..<close]))))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self = .template(pieces)
  }

  /// The address of an entry, as it stands there; nil if this way leads to none.
  func address(_ entry: LDAPEntry) -> ArraySlice<UInt8>? {
    switch self {
    case .attribute(let number):
      return entry.first(number).flatMap { $0.isEmpty ? nil : $0 }
    case .primaryProxy(let number):
      let prefix = "SMTP:".utf8
      return entry.values(number).first { $0.starts(with: prefix) }?.dropFirst(prefix.count)
    case .template(let pieces):
      var address: [UInt8] = []
      for piece in pieces {
        switch piece {
        case .text(let text): address += Array(text.utf8)
        case .attribute(let number):
          guard let value = entry.first(number), !value.isEmpty else { return nil }
          address += value
        }
      }
      return address[...]
    }
  }

  /// The attributes that it looks at.
  var numbers: [Int] {
    switch self {
    case .attribute(let number), .primaryProxy(let number): [number]
    case .template(let pieces):
      pieces.compactMap { if case .attribute(let number) = $0 { number } else { nil } }
    }
  }
}
