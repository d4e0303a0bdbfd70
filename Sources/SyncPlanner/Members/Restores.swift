internal import DirectoryModel

/// A revoked member who should have access again.
enum Restores {
  static func plan(_ member: Int, _ person: Int, _ world: World, _ drafts: inout Drafts) {
    let view = world.organization.member(member)
    let subject = view.email ?? view.id
    // The roster's advisory says so, once for each source.
    guard world.directory.readings[world.directory.reading(ofUser: person)].isStatusKnown else {
      return
    }
    let revocation = world.memory.loss == nil ? world.memory.revocations[view.id] : nil
    guard mayRestore(revocation, world) else {
      drafts.tell("revokedByOthers", subject, message(world))
      return
    }
    guard world.can.canRestore else {
      drafts.tell(
        "cannotRestore",
        subject,
        world.can.limitationNote
          ?? "the organization cannot restore members: restore it there by hand"
      )
      return
    }
    if let refusal = world.organization.restoreRefusals[member] {
      drafts.tell("restoreRefused", subject, refusal)
      return
    }
    var draft = Draft(.restore, reason: .backInDirectory)
    draft.person = Int32(person)
    draft.member = Int32(member)
    let isOwn = world.policy.restore == .own
    if isOwn, revocation?.isOf(view.externalID) == false {
      draft.hold = .identityDiffers
    } else if world.members.roles[member].isPrivileged {
      draft.hold = .privileged
    } else if ChangedAddresses.differs(member, person, world) {
      draft.hold = .addressDiffers
    } else if isOwn, revocation?.isInDoubt ?? false {
      draft.hold = .restoreInDoubt
    }
    drafts.gate[member] = drafts.add(draft)
    drafts.fates[member] = .restored
  }

  /// By `restore`: whom this tool revoked and every good run since has seen revoked; everybody; nobody.
  private static func mayRestore(_ revocation: SyncMemory.Revocation?, _ world: World) -> Bool {
    switch world.policy.restore {
    case .always: true
    case .never: false
    case .own: revocation != nil
    }
  }

  private static func message(_ world: World) -> String {
    world.policy.restore == .never
      ? "is revoked and in the directory; nobody is restored (restore is \"never\")"
      : "is revoked, but not by this tool: restore it in the organization if that is wanted"
  }
}
