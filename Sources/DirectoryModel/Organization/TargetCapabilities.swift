/// What a target can do and show; the planner plans nothing that it cannot.
package struct TargetCapabilities: Equatable, Sendable {
  package var canInvite = true
  package var canRevoke = true
  /// Whether access can be taken from a member whose status is not known.
  package var canTakeFromUnknown = false
  package var canRestore = true
  package var canRemove = true
  package var canLinkMembers = true
  package var canLinkGroups = true
  /// False if an external id can be replaced, but not taken away.
  package var canClearExternalIDs = true
  /// Statuses in which the address of a member can be changed.
  package var emailChangeableIn: Set<MemberStatus> = []
  package var canUpdateName = false
  package var canCreateGroups = true
  package var canRenameGroups = true
  package var canDeleteGroups = true
  package var canChangeMemberships = true
  package var showsRoles = true
  /// False if it shows no members of any group.
  package var showsMemberships = true
  /// Longest external id and group name in characters.
  package var maximumExternalIDLength = 300
  package var maximumGroupNameLength = 100
  /// What a person can do about a changed address, by the member's status.
  package var emailChangeCures: [MemberStatus: String] = [:]
  /// Why something that is false above is so, for the advisory: "servers before 2026.2.0 cannot revoke".
  package var limitationNote: String?
  /// What a member who is removed can lose for good, told where a plan removes somebody.
  package var removalNote: String?

  package init() {}
}
