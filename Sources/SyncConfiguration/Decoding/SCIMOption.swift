internal import JSONReader

/// One key of a SCIM service's `options`, which overrides what its preset says or discovery found.
///
/// Names, words and ranges are those of the SCIM contract, section 13, for what the tool decides by them.
package struct SCIMOption: Sendable {
  package let name: String
  package let values: Values

  package enum Values: Sendable {
    case words([String])
    case integer(ClosedRange<Int>)
    /// Requests a second.
    case number(ClosedRange<Double>)
    /// Of a second to a day.
    case duration
    case list
    /// Attributes of a user with their values.
    case attributes
  }

  private init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  /// Names that `preset` understands.
  package static let presets = [
    "generic", "aws", "atlassian", "bitwarden", "databricks", "deel", "entra", "github",
    "githubEnterprise", "launchdarkly", "miro", "onepassword", "salesforce", "slack", "webui",
    "zoom", "zscaler",
  ]

  /// How a service is spoken to, whether it is read or written.
  package static let service: [SCIMOption] = [
    SCIMOption("contentType", .words(["scim", "json"])),
    SCIMOption("rate", .number(0.01...1000)),
    SCIMOption("concurrency", .integer(1...64)),
    SCIMOption("timeout.connect", .duration),
    SCIMOption("timeout.answer", .duration),
    SCIMOption("retry.maxWait", .duration),
    SCIMOption("maxBody", .integer(1...4096)),
    SCIMOption("paging", .words(["auto", "index", "cursor", "none"])),
    SCIMOption("sort", .words(["auto", "yes", "no"])),
    SCIMOption("listing.attempts", .integer(1...20)),
    SCIMOption("listing.max", .integer(1...100_000_000)),
  ]

  /// What a service that is the organization has besides.
  package static let target: [SCIMOption] =
    service + [
      SCIMOption("pageSize", .integer(1...10_000)),
      SCIMOption("timeout.change", .duration),
      SCIMOption("patch", .words(["auto", "yes", "no"])),
      SCIMOption("put", .words(["auto", "yes", "no"])),
      SCIMOption("etag", .words(["auto", "yes", "no"])),
      SCIMOption("schema", .words(["auto", "ignore"])),
      SCIMOption("lookup", .words(["auto", "filter", "list"])),
      SCIMOption("revoke", .words(["deactivate", "none"])),
      SCIMOption("revokeMeans", .words(["revocation", "removal"])),
      SCIMOption("rename", .words(["try", "report"])),
      SCIMOption("emails", .words(["primary", "single"])),
      SCIMOption("email.patch", .words(["array", "work", "primary"])),
      SCIMOption("attributes.omit", .list),
      SCIMOption("attributes.extra", .attributes),
      SCIMOption("groups", .words(["yes", "no"])),
      SCIMOption("members.read", .words(["resource", "listing", "filter", "none"])),
      SCIMOption("members.value", .words(["auto", "id", "userName"])),
      SCIMOption("members.chunk", .integer(1...10_000)),
      SCIMOption("members.removeChunk", .integer(1...10_000)),
      SCIMOption("members.remove", .words(["filter", "value"])),
      SCIMOption("members.replace", .words(["auto", "no"])),
    ]

  /// What the configuration gives of some options, by their names.
  static func decode(
    _ options: [SCIMOption],
    _ decoder: ObjectDecoder
  ) throws(ConfigurationError) -> [String: String] {
    var overrides: [String: String] = [:]
    for option in options {
      if let value = try option.decode(decoder) { overrides[option.name] = value }
    }
    return overrides
  }

  /// What the configuration says, as text: a list with commas, a duration in seconds, JSON; nil if it says nothing.
  private func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> String? {
    switch values {
    case .words(let words): return try decoder.optionalWord(name, among: words)
    case .integer(let range):
      return try decoder.limit(name, default: nil, in: range).map { "\($0)" }
    case .number(let range):
      return try decoder.limit(name, default: nil, in: range).map { "\($0)" }
    case .duration:
      guard let seconds = try decoder.optionalDuration(name, default: nil) else { return nil }
      guard (1...86_400).contains(seconds) else {
        throw decoder.error(name, "must be from \"1s\" to \"1d\"")
      }
      return "\(seconds)"
    case .list:
      let texts = try decoder.optionalStrings(name)
      return texts?.joined(separator: ",")
    case .attributes:
      guard let value = try decoder.freeObject(name) else { return nil }
      for member in value.object ?? [] where Self.reserved.contains(member.key.lowercased()) {
        throw decoder.error(name, "'\(member.key)' comes from the directory or from the service")
      }
      return KnownKey.text(value)
    }
  }

  /// Attributes of a user that no fixed value may stand for.
  private static let reserved: Set = [
    "schemas", "id", "externalid", "username", "active", "displayname", "name", "emails", "meta",
    "groups", "password",
  ]
}
