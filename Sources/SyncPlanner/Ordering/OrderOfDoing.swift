internal import DirectoryModel

/// Puts drafts in the order of doing: by stage, then group, then person; the same whatever the order of the input.
///
/// Nothing that gives comes before anything that takes, but for what is lost by a link, which comes after it.
enum OrderOfDoing {
  static func sort(_ drafts: inout Drafts, _ world: World) {
    let ranks = SubjectRanks(drafts.list, world)
    var keys: [(key: UInt64, number: UInt32)] = []
    keys.reserveCapacity(drafts.list.count)
    for (number, draft) in drafts.list.enumerated() {
      let stage = UInt64(stage(of: draft))
      let group = UInt64(ranks.group(of: draft)) & 0x7ff_ffff
      keys.append(
        (stage << 59 | group << 32 | UInt64(ranks.subject(of: draft)), UInt32(number))
      )
    }
    keys.sort { $0.key == $1.key ? $0.number < $1.number : $0.key < $1.key }
    var position = [Int32](repeating: -1, count: keys.count)
    for (new, key) in keys.enumerated() { position[Int(key.number)] = Int32(new) }
    func moved(_ number: Int32) -> Int32 { number < 0 ? -1 : position[Int(number)] }
    drafts.list = keys.map { key in
      var draft = drafts.list[Int(key.number)]
      draft.requiresMember = moved(draft.requiresMember)
      draft.requiresGroup = moved(draft.requiresGroup)
      return draft
    }
    for member in drafts.gate.indices { drafts.gate[member] = moved(drafts.gate[member]) }
  }

  /// The action's stage; what depends on a link or an invitation has one of its own behind that.
  private static func stage(of draft: Draft) -> Int {
    let depends = draft.requiresMember >= 0 || draft.requiresGroup >= 0
    if draft.action == .removeFromGroup, depends { return ChangeAction.addToGroup.stage - 1 }
    if draft.action == .addToGroup, draft.member < 0 { return ChangeAction.invite.stage + 1 }
    return draft.action.stage
  }
}
