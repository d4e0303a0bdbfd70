internal import JSONReader

/// One key of `organization.options`, which overrides what a SCIM service's preset says or discovery found.
///
/// Names, words and ranges are those of the SCIM contract, section 13, for what the tool decides by them.
package struct SCIMTargetOption: Sendable {
  package let name: String
  package let values: Values

  package enum Values: Sendable {
    case words([String])
    case integer(ClosedRange<Int>)
    /// Requests a second.
    case number(ClosedRange<Double>)
    case list
  }

  /// Names that `preset` understands.
  package static let presets = [
    "generic", "aws", "atlassian", "bitwarden", "entra", "github", "githubEnterprise", "miro",
    "onepassword", "salesforce", "slack", "webui", "zscaler",
  ]

  package static let all: [SCIMTargetOption] = [
    SCIMTargetOption(name: "contentType", values: .words(["scim", "json"])),
    SCIMTargetOption(name: "rate", values: .number(0.01...1000)),
    SCIMTargetOption(name: "patch", values: .words(["auto", "yes", "no"])),
    SCIMTargetOption(name: "put", values: .words(["auto", "yes", "no"])),
    SCIMTargetOption(name: "etag", values: .words(["auto", "yes", "no"])),
    SCIMTargetOption(name: "schema", values: .words(["auto", "ignore"])),
    SCIMTargetOption(name: "listing.attempts", values: .integer(1...20)),
    SCIMTargetOption(name: "listing.max", values: .integer(1...100_000_000)),
    SCIMTargetOption(name: "paging", values: .words(["auto", "index", "cursor", "none"])),
    SCIMTargetOption(name: "pageSize", values: .integer(1...10_000)),
    SCIMTargetOption(name: "lookup", values: .words(["auto", "filter", "list"])),
    SCIMTargetOption(name: "revoke", values: .words(["deactivate", "none"])),
    SCIMTargetOption(name: "revokeMeans", values: .words(["revocation", "removal"])),
    SCIMTargetOption(name: "rename", values: .words(["try", "report"])),
    SCIMTargetOption(name: "emails", values: .words(["primary", "single"])),
    SCIMTargetOption(name: "email.patch", values: .words(["array", "work", "primary"])),
    SCIMTargetOption(name: "attributes.omit", values: .list),
    SCIMTargetOption(name: "groups", values: .words(["yes", "no"])),
    SCIMTargetOption(
      name: "members.read",
      values: .words(["resource", "listing", "filter", "none"])
    ),
    SCIMTargetOption(name: "members.value", values: .words(["auto", "id", "userName"])),
    SCIMTargetOption(name: "members.chunk", values: .integer(1...10_000)),
    SCIMTargetOption(name: "members.removeChunk", values: .integer(1...10_000)),
    SCIMTargetOption(name: "members.remove", values: .words(["filter", "value"])),
    SCIMTargetOption(name: "members.replace", values: .words(["auto", "no"])),
  ]

  /// What the configuration says, as text, a list with commas; nil if it says nothing.
  func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> String? {
    switch values {
    case .words(let words): return try decoder.optionalWord(name, among: words)
    case .integer(let range):
      return try decoder.limit(name, default: nil, in: range).map { "\($0)" }
    case .number(let range):
      return try decoder.limit(name, default: nil, in: range).map { "\($0)" }
    case .list:
      let texts = try decoder.optionalStrings(name)
      return texts?.joined(separator: ",")
    }
  }
}
