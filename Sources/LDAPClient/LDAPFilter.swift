/// A search filter (RFC 4515) as a value: written without mistakes, or parsed once.
package indirect enum LDAPFilter: Equatable, Sendable {
  case and([LDAPFilter])
  case or([LDAPFilter])
  case not(LDAPFilter)
  case present(String)
  case equal(String, [UInt8])
  case approximate(String, [UInt8])
  case atLeast(String, [UInt8])
  case atMost(String, [UInt8])
  /// The pieces between the stars; the first and the last may be empty, those between are not.
  case substrings(String, [[UInt8]])
  case extensible(Extensible)

  /// `attribute:dn:rule:=value`; at least one of attribute and rule is there.
  package struct Extensible: Equatable, Sendable {
    package var attribute: String?
    package var rule: String?
    package var usesDN: Bool
    package var value: [UInt8]
  }

  /// Equality with a text.
  package static func equal(_ attribute: String, _ value: String) -> LDAPFilter {
    .equal(attribute, Array(value.utf8))
  }

  /// Active Directory's rule that all of these bits are set (LDAP_MATCHING_RULE_BIT_AND).
  package static func hasBits(_ attribute: String, _ bits: UInt32) -> LDAPFilter {
    .extensible(
      Extensible(
        attribute: attribute,
        rule: bitAndRule,
        usesDN: false,
        value: Array(String(bits).utf8)
      )
    )
  }

  /// All of `filters`; one alone stays as it is.
  package static func all(_ filters: [LDAPFilter]) -> LDAPFilter {
    filters.count == 1 ? filters[0] : .and(filters)
  }

  static let bitAndRule = "1.2.840.113556.1.4.803"
  static let bitOrRule = "1.2.840.113556.1.4.804"

  /// The attributes that it looks at, each once in the spelling that comes first.
  package var attributes: [String] {
    var names: [String] = []
    collect(into: &names)
    return names
  }

  private func collect(into names: inout [String]) {
    func add(_ name: String) {
      if !names.contains(where: { $0.lowercased() == name.lowercased() }) { names.append(name) }
    }
    switch self {
    case .and(let filters), .or(let filters):
      for filter in filters { filter.collect(into: &names) }
    case .not(let filter): filter.collect(into: &names)
    case .present(let name), .equal(let name, _), .approximate(let name, _),
      .atLeast(let name, _), .atMost(let name, _), .substrings(let name, _):
      add(name)
    case .extensible(let rule):
      if let name = rule.attribute { add(name) }
    }
  }
}

extension LDAPFilter: CustomStringConvertible {
  /// RFC 4515, with everything escaped that needs it.
  package var description: String {
    switch self {
    case .and(let filters): "(&\(filters.map(\.description).joined()))"
    case .or(let filters): "(|\(filters.map(\.description).joined()))"
    case .not(let filter): "(!\(filter))"
    case .present(let name): "(\(name)=*)"
    case .equal(let name, let value): "(\(name)=\(Self.escaped(value)))"
    case .approximate(let name, let value): "(\(name)~=\(Self.escaped(value)))"
    case .atLeast(let name, let value): "(\(name)>=\(Self.escaped(value)))"
    case .atMost(let name, let value): "(\(name)<=\(Self.escaped(value)))"
    case .substrings(let name, let pieces):
      "(\(name)=\(pieces.map(Self.escaped).joined(separator: "*")))"
    case .extensible(let rule):
      "(\(rule.attribute ?? "")\(rule.usesDN ? ":dn" : "")\(rule.rule.map { ":\($0)" } ?? ""):="
        + "\(Self.escaped(rule.value)))"
    }
  }

  /// Escapes what has a meaning of its own, controls, and all bytes of a value that is not UTF-8.
  private static func escaped(_ value: [UInt8]) -> String {
    let isText = String(validating: value, as: UTF8.self) != nil
    var bytes: [UInt8] = []
    for byte in value {
      switch byte {
      case 0..<0x20, 0x28, 0x29, 0x2a, 0x5c, 0x7f: bytes += Array("\\\(byte.hexDigits)".utf8)
      case 0x80... where !isText: bytes += Array("\\\(byte.hexDigits)".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
