internal import JSONReader

extension ObjectDecoder {
  /// All that was decoded, defaults included; secrets are references, and of private addresses only the host is left.
  var effective: JSONValue {
    JSONValue(.object(keys.map { JSONValue.Member(key: $0.name, value: effective($0)) }))
  }

  private func effective(_ key: ConfigurationKey) -> JSONValue {
    switch key.type {
    case .object: childDecoders(key.name).first?.effective ?? key.effective
    case .objects: JSONValue(.array(childDecoders(key.name).map(\.effective)))
    case .privateURL: key.effective.string.map(Self.redacted) ?? key.effective
    default: key.effective
    }
  }

  /// Scheme and host, and `/…` for what follows them.
  private static func redacted(_ url: String) -> JSONValue {
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    guard let end = url[start...].firstIndex(where: { "/?#".contains($0) }) else {
      return JSONValue(.string(url))
    }
    return JSONValue(.string("\(url[..<end])/…"))
  }

  /// The fingerprint: RFC 8785 JSON of the keys that decide who is read and who takes part.
  ///
  /// A default is left out, whether it is written or not, so that neither writing it out nor a new key of a
  /// later version is a change. Elements of arrays of objects come sorted: their order decides nothing.
  var fingerprint: String { Self.text(deciding ?? JSONValue(.object([]))) }

  private var deciding: JSONValue? {
    var found: [JSONValue.Member] = []
    for key in keys {
      let value: JSONValue?
      switch key.type {
      case .object: value = childDecoders(key.name).first?.deciding
      case .objects: value = decidingElements(key.name)
      default:
        let isChanged = key.decides && key.effective != key.standard
        value = isChanged ? .some(key.effective) : .none
      }
      if let value { found.append(JSONValue.Member(key: key.name, value: value)) }
    }
    found.sort { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    return found.isEmpty ? .none : JSONValue(.object(found))
  }

  private func decidingElements(_ key: String) -> JSONValue? {
    let elements = childDecoders(key).compactMap(\.deciding)
      .map { (text: Self.text($0), value: $0) }
      .sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    return elements.isEmpty ? .none : JSONValue(.array(elements.map(\.value)))
  }

  private static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter(.compact)
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
