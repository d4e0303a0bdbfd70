package import JSONReader
package import SCIMClient

/// What is particular about a SCIM service and cannot be discovered: a preset, with the keys of
/// `organization.options` over it (the contract's sections 11 and 13).
package struct SCIMServiceTraits: Equatable, Sendable, SettableByWord {
  /// How it is spoken to, whatever is read or written.
  package var client = SCIMClientOptions()
  package var patch = Choice.automatic
  package var put = Choice.automatic
  /// `schema: "ignore"` is false: what `/Schemas` declares is not looked at.
  package var heedsSchema = true
  package var lookup = Lookup.automatic
  /// `revoke: "none"` is false: there is no `active: false` here.
  package var suspends = true
  /// `revokeMeans: "removal"` is false: `active: false` cannot be taken back here, so that nobody is revoked.
  package var isReversible = true
  package var canRevoke: Bool { suspends && isReversible }
  /// `rename: "report"` is false: addresses of members stay as they are.
  package var changesAddresses = true
  /// `emails: "single"`: the service keeps one address only.
  package var keepsOneEmail = false
  package var emailPatch = EmailPatch.array
  /// `attributes.omit`: not sent, not compared.
  package var omitted: Set<String> = []
  /// `attributes.extra`: sent with each new user, as they are.
  package var extra: [JSONValue.Member] = []
  package var hasGroups = true
  package var membersRead = MembersRead.resource
  package var memberValue = MemberValue.automatic
  /// Additions and removals in one request.
  package var membersChunk = 100
  package var membersRemoveChunk = 25
  /// `members.remove: "value"`.
  package var removesByValue = false
  /// `members.replace: "no"` is false: a whole list of members is never sent.
  package var replacesMembers = true
  /// Longest external id and group name in characters.
  package var maximumExternalIDLength = 300
  package var maximumGroupNameLength = 256
  /// Bitwarden's own endpoint: the last part of the address is the organization's id.
  package var isBitwarden = false

  package init() {}

  package typealias Choice = SCIMClientOptions.Choice

  /// How somebody whom the service says to have already is found.
  package enum Lookup: String, Sendable, CaseIterable {
    /// By a filter that has proved to work, else by a listing.
    case automatic = "auto"
    case filter
    case listing = "list"
  }

  package enum EmailPatch: String, Sendable, CaseIterable {
    case array
    case work
    case primary
  }

  package enum MembersRead: String, Sendable, CaseIterable {
    /// `GET /Groups/{id}`.
    case resource
    /// As the listing of groups shows them.
    case listing
    /// They cannot be listed; one question for each pair after a change.
    case filter
    case none
  }

  /// What stands in `members[].value`.
  package enum MemberValue: String, Sendable, CaseIterable {
    case automatic = "auto"
    case id
    case userName
  }
}
