internal import DirectoryModel

/// What settles a held change for good: the key, or the deed in the directory or the organization.
enum HoldTexts {
  static func hold(
    _ why: Hold.Why,
    _ draft: Draft,
    _ world: World,
    root: Int?
  ) -> Hold {
    Hold(
      why,
      cure: cure(why, draft, world),
      detail: detail(why, draft, world),
      revokedAt: revokedAt(why, draft, world),
      limit: draft.limit,
      root: root
    )
  }

  private static func cure(_ why: Hold.Why, _ draft: Draft, _ world: World) -> String {
    switch why {
    case .privileged:
      "roles above user wait for a person; change the role in the organization to let it pass by itself"
    case .revokedMember:
      "restore or remove the member in the organization, or let the link pass"
    case .addressDiffers: "change the address in the organization, or in the directory"
    case .identityDiffers:
      "let it pass if it is the same person, else remove the member in the organization"
    case .restoreInDoubt: restoreInDoubtCure
    case .doubtfulGroup:
      "cure what makes the group doubtful, take the member out of it in the organization, or let the restore pass"
    case .absentUnproven: secondReadCure(draft, world)
    case .absentMany:
      "many are missing from an export that proves nothing: export with proof, or let them pass"
    case .fingerprintChanged:
      "the configuration decides otherwise about who is read or takes part than at the last good run: let it pass, or correct the configuration"
    case .foreign where world.memory.loss != nil:
      "what earlier runs have seen is lost: let it pass if it was in a configured source, or clear its external id in the organization, if it is nobody's"
    case .foreign:
      "no good run has ever seen this id in a configured source: remove the member in the organization, or clear its external id, if it is nobody's"
    case .disabledByAddress:
      "the member carries no external id: revoke it in the organization, or let it pass"
    case .relink: "replaces an id that no source knows: let it pass if it is the same one"
    case .groupLink:
      "write the group's external id in the organization, or let it pass with all that hangs on it"
    case .limit: limitCure(draft)
    case .dependsOn: dependentCure
    }
  }

  private static func secondReadCure(_ draft: Draft, _ world: World) -> String {
    let isPrivileged = draft.member >= 0 && world.members.roles[Int(draft.member)].isPrivileged
    let then = draft.group < 0 && isPrivileged ? "is for a person to decide" : "passes by itself"
    return
      "\(then) when a newer export, at least \(hours(world.policy.absence.age)) later, misses them too; export with proof to need no second one"
  }

  static let restoreInDoubtCure =
    "a run that was killed, or got no answer, had begun to revoke or restore this member, so somebody else may have revoked it: let it pass, or restore it in the organization"
  static let seatsCure = "no free seat: buy seats, or set limits.seats"
  static let dependentCure = "goes with the change that it depends on"

  private static func limitCure(_ draft: Draft) -> String {
    guard let limit = draft.limit else { return "let it pass" }
    if limit == .seats { return seatsCure }
    return "over limits.\(limit.rawValue): let it pass once, or raise the limit"
  }

  private static func detail(_ why: Hold.Why, _ draft: Draft, _ world: World) -> String? {
    guard draft.member >= 0 else { return nil }
    switch why {
    case .privileged: return role(draft, world)
    case .absentUnproven: return "absent, 1 of 2"
    case .revokedMember: return "is revoked in the organization"
    case .foreign:
      let id = world.organization.member(Int(draft.member)).externalID ?? ""
      return world.memory.loss == nil
        ? "its external id \(id) was never seen in the sources"
        : "its external id \(id) is in no source now"
    case .addressDiffers:
      return draft.person < 0
        ? nil : "is \(world.directory.user(Int(draft.person)).email ?? "") in the directory"
    case .identityDiffers:
      let member = world.organization.member(Int(draft.member))
      let then = world.memory.revocations[member.id]?.externalID ?? ""
      return "was revoked under another external id (\(then))"
    case .restoreInDoubt, .doubtfulGroup, .absentMany, .fingerprintChanged, .disabledByAddress,
      .relink, .groupLink, .limit,
      .dependsOn:
      return nil
    }
  }

  private static func role(_ draft: Draft, _ world: World) -> String {
    let member = world.organization.member(Int(draft.member))
    return member.role == .custom ? "has a custom role" : "is an \(member.role.word)"
  }

  /// Whoever decides about a privileged member's return wants to know since when it is gone.
  private static func revokedAt(_ why: Hold.Why, _ draft: Draft, _ world: World) -> Timestamp? {
    guard why == .privileged, draft.action == .restore else { return nil }
    return world.memory.revocations[world.organization.member(Int(draft.member)).id]?.at
  }

  private static func hours(_ seconds: Int64) -> String {
    if seconds % 86_400 == 0, seconds > 0 { return "\(seconds / 86_400)d" }
    if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }
}
