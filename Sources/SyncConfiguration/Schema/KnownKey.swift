internal import JSONReader

/// A key that the configuration knows, with what it may hold.
package struct KnownKey: Sendable, Equatable {
  /// `sources[export].path`: the kind stands where a key belongs to one kind alone.
  package let path: String
  /// What may stand there, for people: `"us" or "eu"`, `a duration`.
  package let type: String
  /// As JSON; nil: it is required.
  package let standard: String?
  /// What the key means.
  package let meaning: String
  /// As JSON.
  package let example: String

  /// Every key in the order of decoding, objects left out.
  package static func all() -> [KnownKey] {
    ConfigurationOutline.make().flatMap { KnownKey.list($0, below: "") }
  }

  private static func list(_ node: ConfigurationOutline.Node, below path: String) -> [KnownKey] {
    switch node.content {
    case .object(let members):
      return members.flatMap { list($0, below: join(path, node.name)) }
    case .variants(let variants):
      return variants.flatMap { variant in
        let place = "\(join(path, node.name))[\(variant.kind)]"
        return variant.members.flatMap { member in
          member.name == "kind" ? [kind(variant.kind, below: place)] : list(member, below: place)
        }
      }
    case .value(let key):
      let path = join(path, node.name)
      let guide = KeyGuide.guide(for: path)
      return [
        KnownKey(
          path: path,
          type: key.type.explanation + (key.acceptsNull ? ", or null" : ""),
          standard: key.standard.map(text),
          meaning: guide?.meaning ?? "",
          example: guide?.example ?? key.exampleByType
        )
      ]
    }
  }

  private static func kind(_ kind: String, below path: String) -> KnownKey {
    let path = "\(path).kind"
    return KnownKey(
      path: path,
      type: "\"\(kind)\"",
      standard: nil,
      meaning: KeyGuide.guide(for: path)?.meaning ?? "",
      example: "\"\(kind)\""
    )
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter(.compact)
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension ConfigurationKey {
  fileprivate var exampleByType: String {
    switch type {
    case .bool: standard?.bool == true ? "false" : "true"
    case .word(let words): "\"\(words.last { $0 != standard?.string } ?? "")\""
    case .words(let words): "[\"\(words.last ?? "")\"]"
    case .integer(let range): "\(min(range.upperBound, 100))"
    case .number(let range): "\(Int(min(range.upperBound, 30)))"
    case .string, .secret, .privateURL, .duration, .strings, .oneOrMoreStrings, .object, .objects:
      ""
    }
  }
}

extension ConfigurationKey.ValueType {
  fileprivate var explanation: String {
    switch self {
    case .string, .privateURL: "a text"
    case .secret: "a reference to a secret"
    case .bool: "true or false"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
    case .duration: "a duration"
    case .word(let words): Self.list(words)
    case .strings: "a list of texts"
    case .words(let words): "a list of \(Self.list(words))"
    case .oneOrMoreStrings: "a text or a list of texts"
    case .object: "an object"
    case .objects: "a list of objects"
    }
  }

  private static func list(_ words: [String]) -> String {
    let quoted = words.map { "\"\($0)\"" }
    guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
    return "\(quoted.dropLast().joined(separator: ", ")) or \(last)"
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
