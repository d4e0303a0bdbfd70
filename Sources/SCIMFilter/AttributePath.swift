/// Where in a record a value is: the keys on the way, outermost first.
///
/// `profile.department` has two names. Of a path with a schema's URI the URI is the first name
/// (`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`), except that of the core
/// schemas, whose attributes stand at the top (RFC 7643, 3.3).
package struct AttributePath: Hashable, Sendable {
  /// Lower-cased: names compare without case (RFC 7643, 2.1), of which only ASCII counts.
  package let names: [String]

  package init(names: [String]) {
    self.names = names.map { $0.loweringASCII() }
  }

  /// Nil if any of its names is empty.
  package init?(parsing text: String) {
    guard let names = Self.names(in: text) else { return nil }
    self.init(names: names)
  }

  /// The names of `name.name`, perhaps after a schema's URI and a colon; nil if any is empty.
  static func names(in text: String) -> [String]? {
    var names: [String] = []
    var dotted = text[...]
    if let colon = text.lastIndex(of: ":") {
      dotted = text[text.index(after: colon)...]
      let uri = String(text[..<colon])
      if !uri.loweringASCII().hasPrefix("urn:ietf:params:scim:schemas:core:") { names.append(uri) }
    }
    names += dotted.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return names.contains("") ? nil : names
  }

  func appending(_ more: [String]) -> AttributePath {
    AttributePath(names: names + more)
  }
}

extension AttributePath: CustomStringConvertible {
  package var description: String { names.joined(separator: ".") }
}

extension String {
  func loweringASCII() -> String {
    String(decoding: utf8.map(\.loweredASCII), as: UTF8.self)
  }
}

extension UInt8 {
  @inline(__always)
  var loweredASCII: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}
