/// The state of one organization (contract, section 18).
package struct SandboxOrganization: Sendable {
  package let id: String
  package var apiKey = "K7mQ2vXc9LrT4wZp8NsB1dHf6GjY3e"
  package var scimKey = "S3cimKeyOfTheSandbox0123456789"
  package var isEnabled = true
  package var usesAPI = true
  package var usesDirectory = true
  package var usesGroups = true
  package var usesCustomPermissions = true
  package var usesSCIM = true
  package var isSCIMEnabled = true
  /// The server's feature flag for staged members.
  package var hasStagedFlag = false
  /// SCIM provisions staged members.
  package var stagesOverSCIM = false
  package var hasProviderUser = false
  /// nil: as many as wanted.
  package var seats: Int?
  package var maximumAutoscaleSeats: Int?
  /// By policy type: 0 is two-step login, 3 the single organization.
  package var policies: [Int: Bool] = [:]
  package private(set) var members: [String: SandboxMember] = [:]
  package private(set) var groups: [String: SandboxGroup] = [:]
  package var collections: Set<String> = []
  package var outbox: [SandboxMail] = []
  private var nextSequence = 0
  private var generator: SandboxGenerator

  package init(id: String = "4f3b1c4e-6a7d-4c59-9f0a-b1c2d3e4f501", seed: UInt64 = 1) {
    self.id = id
    generator = SandboxGenerator(seed: seed)
  }

  package var clientID: String { "organization.\(id)" }

  /// In the order of arrival.
  package var sortedMembers: [SandboxMember] { members.values.sorted { $0.sequence < $1.sequence } }

  package var sortedGroups: [SandboxGroup] { groups.values.sorted { $0.sequence < $1.sequence } }

  package func member(email: String) -> SandboxMember? {
    sortedMembers.first { $0.email == email }
  }

  package func group(name: String) -> SandboxGroup? { sortedGroups.first { $0.name == name } }

  var occupiedSeats: Int { members.values.count(where: \.takesSeat) }

  /// Adds a member as it is; rules are the callers' business.
  @discardableResult
  package mutating func addMember(
    email: String,
    externalID: String? = nil,
    type: Int = SandboxMember.Role.user,
    status: Int = SandboxMember.Status.confirmed,
    name: String? = nil,
    id: String? = nil
  ) -> SandboxMember {
    let hasAccount =
      status == SandboxMember.Status.accepted
      || status == SandboxMember.Status.confirmed
    let member = SandboxMember(
      id: id ?? makeID(),
      userID: hasAccount ? makeID() : nil,
      email: email,
      name: hasAccount ? name : nil,
      type: type,
      status: status,
      externalID: externalID,
      sequence: makeSequence()
    )
    members[member.id] = member
    return member
  }

  @discardableResult
  package mutating func addGroup(
    name: String,
    externalID: String? = nil,
    members: Set<String> = [],
    id: String? = nil
  ) -> SandboxGroup {
    let group = SandboxGroup(
      id: id ?? makeID(),
      name: name,
      externalID: externalID,
      members: members,
      sequence: makeSequence()
    )
    groups[group.id] = group
    return group
  }

  /// Changes the member with this id; nothing if there is none.
  package mutating func updateMember(_ id: String, _ body: (inout SandboxMember) -> Void) {
    guard var member = members[id] else { return }
    body(&member)
    members[id] = member
  }

  package mutating func updateGroup(_ id: String, _ body: (inout SandboxGroup) -> Void) {
    guard var group = groups[id] else { return }
    body(&group)
    groups[id] = group
  }

  /// Memberships of groups go with the member.
  package mutating func deleteMember(_ id: String) {
    members[id] = nil
    for (group, value) in groups where value.members.contains(id) {
      groups[group]?.members.remove(id)
    }
  }

  package mutating func deleteGroup(_ id: String) { groups[id] = nil }

  /// Whether somebody but this member owns the organization.
  func hasConfirmedOwner(otherThan id: String?) -> Bool {
    hasProviderUser || members.values.contains { $0.isConfirmedOwner && $0.id != id }
  }

  package mutating func makeID() -> String { generator.makeGUID() }

  mutating func makeSequence() -> Int {
    nextSequence += 1
    return nextSequence
  }
}
