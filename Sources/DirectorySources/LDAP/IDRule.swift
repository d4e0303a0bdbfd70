internal import LDAPClient

/// Where an entry's immutable id stands and how it is written out.
enum IDRule: Sendable, Equatable {
  /// The first of these attributes that an entry has.
  case attributes([Attribute])
  /// The distinguished name, as the server writes it.
  case name

  struct Attribute: Sendable, Equatable {
    let number: Int
    let name: String
    let format: ExternalIDFormat
  }

  /// - Parameters:
  ///   - configured: An attribute or `dn`; nil: the schema's.
  ///   - names: Those of the schema.
  ///   - list: Gets the attributes.
  init(_ configured: String?, schema names: [String], _ list: inout AttributeList) {
    if configured?.lowercased() == "dn" {
      self = .name
      return
    }
    self = .attributes(
      (configured.map { [$0] } ?? names).map { name in
        Attribute(
          number: list.add(name),
          name: name,
          format: ExternalIDFormat(attribute: name)
        )
      }
    )
  }

  func id(_ entry: LDAPEntry) -> String? {
    switch self {
    case .name: return entry.dnText
    case .attributes(let attributes):
      for attribute in attributes {
        if let value = entry.first(attribute.number), !value.isEmpty {
          return attribute.format.text(value)
        }
      }
      return nil
    }
  }

  /// A filter that finds the entry with an id; nil if no entry can have it.
  func filter(_ id: String) -> LDAPFilter? {
    guard case .attributes(let attributes) = self else { return nil }
    let filters = attributes.compactMap { attribute in
      attribute.format.bytes(id).map { LDAPFilter.equal(attribute.name, $0) }
    }
    return filters.isEmpty ? nil : filters.count == 1 ? filters[0] : .or(filters)
  }
}
