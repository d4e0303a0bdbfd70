internal import DirectoryModel

/// Members that are never linked, changed or departed: `protect.roles` and `protect.members`.
struct ProtectedMembers {
  private var isProtected: [Bool]

  /// - Throws: ``PlannerError/protectionMissing`` on a target that shows no roles, unless the configuration says
  ///   who is protected there.
  init(_ world: World) throws(PlannerError) {
    let protection = world.policy.protection
    if !world.can.showsRoles, protection.members.isEmpty,
      !(protection.rolesAreGiven && protection.roles.isEmpty)
    {
      throw .protectionMissing
    }
    let members = world.members
    let byRole = MemberRole.allCases.map { protection.roles.contains($0) }
    isProtected = members.roles.map { byRole[Int($0.rawValue)] }
    guard !protection.members.isEmpty else { return }
    let addresses = Set(protection.members.compactMap(EmailAddress.normalized))
    for member in 0..<members.count {
      let view = world.organization.member(member)
      if let email = view.email, addresses.contains(email) { isProtected[member] = true }
      if protection.members.contains("id:" + view.id) { isProtected[member] = true }
    }
  }

  func contains(_ member: Int) -> Bool { isProtected[member] }
}
