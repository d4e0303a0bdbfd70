internal import DirectoryModel

/// Puts drafts in the order of doing: by stage, then group, then person; the same whatever the order of the input.
enum OrderOfDoing {
  static func sort(_ drafts: inout Drafts, _ world: World) {
    let ranks = SubjectRanks(drafts.list, world)
    var keys: [(key: UInt64, number: UInt32)] = []
    keys.reserveCapacity(drafts.list.count)
    for (number, draft) in drafts.list.enumerated() {
      let stage = UInt64(draft.action.stage)
      let group = UInt64(ranks.group(of: draft)) & 0xfff_ffff
      keys.append(
        (stage << 60 | group << 32 | UInt64(ranks.subject(of: draft)), UInt32(number))
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
    drafts.invitations = drafts.invitations.mapValues(moved)
  }
}
