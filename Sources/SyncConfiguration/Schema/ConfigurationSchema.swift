package import JSONReader

/// The JSON Schema of the configuration, for editors (draft 2020-12).
package enum ConfigurationSchema {
  /// The schema, made from what decoding asks for.
  package static func make() -> JSONValue {
    var schema = object(ConfigurationOutline.make(), path: "", kind: nil)
    schema.insert(member("$schema", "https://json-schema.org/draft/2020-12/schema"), at: 0)
    schema.insert(member("title", "Configuration of rollcall"), at: 1)
    return JSONValue(.object(schema))
  }

  private static func object(
    _ nodes: [ConfigurationOutline.Node],
    path: String,
    kind: String?
  ) -> [JSONValue.Member] {
    var properties = nodes.map { node in
      let schema =
        node.name == "kind" && kind != nil
        ? JSONValue(.object([member("const", .init(.string(kind ?? "")))])) : schema(node, path)
      return member(node.name, schema)
    }
    if path.isEmpty { properties.insert(member("$schema", ["type": "string"]), at: 0) }
    let required = nodes.filter(isRequired).map { JSONValue(.string($0.name)) }
    return [
      member("type", "object"),
      member("additionalProperties", false),
      member("properties", .init(.object(properties))),
    ] + (required.isEmpty ? [] : [member("required", .init(.array(required)))])
  }

  private static func isRequired(_ node: ConfigurationOutline.Node) -> Bool {
    switch node.content {
    case .value(let key): key.standard == nil
    case .object: false
    case .variants: true
    }
  }

  private static func schema(_ node: ConfigurationOutline.Node, _ path: String) -> JSONValue {
    let path = path.isEmpty ? node.name : "\(path).\(node.name)"
    switch node.content {
    case .object(let members): return .init(.object(object(members, path: path, kind: nil)))
    case .variants(let variants):
      let choices = JSONValue(
        .array(
          variants.map {
            .init(.object(object($0.members, path: "\(path)[\($0.kind)]", kind: $0.kind)))
          }
        )
      )
      return node.name == "sources"
        ? ["type": "array", "minItems": 1, "items": ["oneOf": choices]] : ["oneOf": choices]
    case .value(let key):
      var members = key.type.schema
      if key.acceptsNull {
        members = [
          member("anyOf", [.init(.object(members)), ["type": "null"]])
        ]
      }
      if let guide = KeyGuide.guide(for: path) {
        members.append(member("description", .init(.string(guide.meaning))))
      }
      if let standard = key.standard { members.append(member("default", standard)) }
      return .init(.object(members))
    }
  }

  fileprivate static func member(_ key: String, _ value: JSONValue) -> JSONValue.Member {
    JSONValue.Member(key: key, value: value)
  }
}

extension ConfigurationKey.ValueType {
  fileprivate var schema: [JSONValue.Member] {
    switch self {
    case .string, .privateURL: Self.members(["type": "string"])
    case .secret:
      Self.members(["type": "string", "pattern": "^(env|file|credential):.|^command:/."])
    case .bool: Self.members(["type": "boolean"])
    case .integer(let range):
      Self.members([
        "type": "integer", "minimum": .init(.number("\(range.lowerBound)")),
        "maximum": .init(.number("\(range.upperBound)")),
      ])
    case .number(let range):
      Self.members([
        "type": "number", "minimum": .init(.number("\(range.lowerBound)")),
        "maximum": .init(.number("\(range.upperBound)")),
      ])
    case .duration: Self.members(["type": "string", "pattern": "^[0-9]{1,10}[smhd]$"])
    case .word(let words): Self.members(["enum": Self.texts(words)])
    case .strings: Self.members(Self.listOfTexts)
    case .words(let words):
      Self.members(["type": "array", "items": ["enum": Self.texts(words)]])
    case .oneOrMoreStrings: Self.members(["anyOf": [["type": "string"], Self.listOfTexts]])
    case .object, .objects: Self.members(["type": "object"])
    }
  }

  private static let listOfTexts: JSONValue = [
    "type": "array", "items": ["type": "string", "minLength": 1],
  ]

  private static func texts(_ words: [String]) -> JSONValue {
    .init(.array(words.map { .init(.string($0)) }))
  }

  private static func members(_ value: JSONValue) -> [JSONValue.Member] { value.object ?? [] }
}
