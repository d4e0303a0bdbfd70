internal import DirectoryModel

/// A protected member who should no longer be one: stays, and a person is told loudly.
enum ProtectedDepartures {
  static func tell(
    _ member: Int,
    _ reason: ChangeReason.Code,
    _ rule: ScopeRule,
    _ world: World,
    _ drafts: inout Drafts
  ) {
    let view = world.organization.member(member)
    let what: String
    if reason == .disabledByAddress {
      what = "carries no external id, but its address is disabled in the directory"
    } else if reason == .disabled {
      what = "is disabled in the directory"
    } else if reason == .deleted {
      what = "is deleted in the directory"
    } else if reason == .outOfScope {
      what = "is out of scope (\(rule.key))"
    } else {
      what = "is not in the directory"
    }
    let role = view.role == .owner ? "an owner, " : ""
    drafts.tell(
      "protectedDeparture",
      view.email ?? view.id,
      "\(role)\(what), and stays: protected members are never taken out (protect.roles, protect.members, protect.minimumOwners); end the membership in the organization by hand",
      needsDecision: true
    )
  }
}
