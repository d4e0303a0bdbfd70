package import JSONReader

/// The attributes that a service declares for a kind of resource (RFC 7643 section 7).
package struct SchemaDefinition: Equatable, Sendable {
  private let attributes: [String: Attribute]

  private struct Attribute: Equatable {
    let mutability: String
    let subattributes: Set<String>
  }

  /// - Returns: nil if `json` lists no attributes.
  package init?(_ json: JSONValue) {
    guard let list = json.attribute("attributes")?.array, !list.isEmpty else { return nil }
    var attributes: [String: Attribute] = [:]
    for element in list {
      guard let name = element.text("name") else { continue }
      let below = element.attribute("subAttributes")?.array ?? []
      attributes[name.lowercased()] = Attribute(
        mutability: element.text("mutability") ?? "readWrite",
        subattributes: Set(below.compactMap { $0.text("name")?.lowercased() })
      )
    }
    self.attributes = attributes
  }

  /// Whether an attribute, or one within it, may be sent: `name`, `name.givenName`.
  package func declares(_ path: String) -> Bool {
    let names = path.lowercased().split(separator: ".").map(String.init)
    // Common to all resources, and not part of any schema (RFC 7643 section 3.1).
    if names == ["externalid"] || names == ["id"] { return true }
    guard let first = names.first, let attribute = attributes[first] else { return false }
    guard names.count > 1, !attribute.subattributes.isEmpty else { return true }
    return attribute.subattributes.contains(names[1])
  }

  /// Whether the service alone sets an attribute.
  package func isReadOnly(_ name: String) -> Bool {
    attributes[name.lowercased()]?.mutability == "readOnly"
  }

  /// Whether an attribute can be changed after creation.
  package func isChangeable(_ name: String) -> Bool {
    guard let attribute = attributes[name.lowercased()] else { return true }
    return attribute.mutability == "readWrite" || attribute.mutability == "writeOnly"
  }
}
