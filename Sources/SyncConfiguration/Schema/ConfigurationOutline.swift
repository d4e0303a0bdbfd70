internal import JSONReader

/// All keys that decoding asks for, of every kind of source and organization.
///
/// There is no second list of keys: the decoders read the least that each kind needs, and note what they asked
/// for.
enum ConfigurationOutline {
  struct Node {
    let name: String
    let content: Content
  }

  enum Content {
    case value(ConfigurationKey)
    case object([Node])
    /// Objects that differ by their `kind`.
    case variants([Variant])
  }

  struct Variant {
    let kind: String
    let members: [Node]
  }

  /// The keys at the top.
  static func make() -> [Node] {
    let roots = organizations.compactMap(decode)
    guard let root = roots.first else { return [] }
    return root.keys.map { key in
      switch key.name {
      case "sources":
        Node(name: key.name, content: .variants(root.childDecoders("sources").map(variant)))
      case "organization":
        Node(
          name: key.name,
          content: .variants(roots.flatMap { $0.childDecoders("organization") }.map(variant))
        )
      default: node(key, of: root)
      }
    }
  }

  private static func variant(_ decoder: ObjectDecoder) -> Variant {
    Variant(
      kind: decoder.given("kind")?.string ?? "",
      members: decoder.keys.map { node($0, of: decoder) }
    )
  }

  private static func node(_ key: ConfigurationKey, of decoder: ObjectDecoder) -> Node {
    guard key.type == .object, let child = decoder.childDecoders(key.name).first else {
      return Node(name: key.name, content: .value(key))
    }
    return Node(name: key.name, content: .object(child.keys.map { node($0, of: child) }))
  }

  private static let sources: JSONValue = [
    [
      "kind": "ldap", "domains": ["a.example"], "urls": ["ldaps://a.example"],
      "bind": ["method": "anonymous"],
    ],
    ["kind": "export", "domains": ["b.example"], "path": "b"],
    ["kind": "scim", "domains": ["c.example"], "url": "https://c.example", "token": "env:TOKEN"],
  ]

  private static let organizations: [JSONValue] = [
    [
      "kind": "bitwarden", "region": "us", "clientId": "organization.x",
      "clientSecret": "env:SECRET",
    ],
    ["kind": "scim", "url": "https://d.example", "token": "env:TOKEN"],
    ["kind": "file", "path": "d"],
  ]

  private static func decode(_ organization: JSONValue) -> ObjectDecoder? {
    let sample: JSONValue = ["sources": sources, "organization": organization]
    guard let decoder = try? ObjectDecoder(sample, path: ""),
      (try? ConfigurationDecoder(file: "/config.json").decode(decoder)) != nil
    else { return nil }
    return decoder
  }
}
