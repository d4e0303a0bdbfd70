package import JSONReader

/// A user or a group as a service shows it; reads laxly what services write differently from RFC 7643.
package struct SCIMResource: Equatable, Sendable {
  /// The service's own id, opaque; a number is taken as its digits.
  package let id: String
  /// The whole of it, for what is written back.
  package let json: JSONValue

  /// - Returns: nil if `json` is no object with an id.
  package init?(_ json: JSONValue) {
    guard let id = json.attribute("id")?.identifier else { return nil }
    self.id = id
    self.json = json
  }

  package var externalID: String? { json.attribute("externalId")?.identifier }
  package var userName: String? { json.text("userName") }
  /// nil if it is missing, or no truth value.
  package var active: Bool? { json.attribute("active")?.truth }
  /// `active` is there, and says neither yes nor no.
  package var isActivityUnclear: Bool { json.attribute("active") != nil && active == nil }
  /// Of a group its name; of a user only what stands in this attribute.
  package var displayName: String? { json.text("displayName") }
  /// `meta.version`, or nil.
  package var version: String? { json.attribute("meta")?.text("version") }

  /// How people call a user: `displayName`, else `name.formatted`, else given and family name.
  package var personName: String? {
    if let name = displayName ?? json.attribute("name")?.text("formatted") { return name }
    let parts = [
      json.attribute("name")?.text("givenName"), json.attribute("name")?.text("familyName"),
    ]
    let joined = parts.compactMap(\.self).joined(separator: " ")
    return joined.isEmpty ? nil : joined
  }

  /// The address: the entry of `emails` that is primary, else of type work, else the first, else a `userName`
  /// that has an `@`.
  package var email: String? {
    if let entry = managedEmail, let address = entry.text("value") { return address }
    guard let userName, userName.contains("@") else { return nil }
    return userName
  }

  /// All entries of `emails`.
  package var emails: [JSONValue] { json.attribute("emails")?.array ?? [] }

  /// The entry of `emails` that ``email`` is read from.
  package var managedEmail: JSONValue? {
    let usable = emails.filter { $0.text("value") != nil }
    return usable.first { $0.attribute("primary")?.truth == true }
      ?? usable.first { $0.text("type")?.lowercased() == "work" } ?? usable.first
  }

  /// Members of a group; nil if the attribute is missing or null, which some services mean as none.
  package var members: [SCIMMember]? {
    json.attribute("members")?.array?.compactMap(SCIMMember.init)
  }
}

/// One entry of a group's `members`.
package struct SCIMMember: Equatable, Sendable {
  /// A user's id, with some services their `userName`.
  package let value: String
  package let isGroup: Bool

  package init(value: String, isGroup: Bool = false) {
    self.value = value
    self.isGroup = isGroup
  }

  package init?(_ json: JSONValue) {
    guard let value = json.attribute("value")?.identifier else { return nil }
    self.value = value
    isGroup =
      json.text("type")?.lowercased() == "group"
      || json.text("$ref")?.lowercased().contains("/groups/") == true
  }
}
