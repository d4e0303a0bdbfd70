internal import DirectoryModel

/// What depends on a held change is held with it and shares its question.
enum Dependencies {
  /// Holds, in drafts that are in order of doing, what hangs on something held.
  static func hold(_ drafts: inout Drafts) {
    // A member about to be restored loses first what it should not have: a held loss holds the restore.
    for number in drafts.list.indices where drafts.list[number].hold != nil {
      guard let restore = restoreBehind(drafts.list[number], drafts),
        drafts.list[restore].hold == nil
      else { continue }
      drafts.list[restore].hold = .dependsOn
      drafts.heldLosses[Int32(restore)] = Int32(number)
    }
    for number in drafts.list.indices where drafts.list[number].hold == nil {
      if heldRequirement(of: drafts.list[number], number, drafts) != nil {
        drafts.list[number].hold = .dependsOn
      }
    }
  }

  /// The held draft whose question the draft at `number` shares: one that is held for a reason of its own.
  static func root(of number: Int, _ drafts: Drafts) -> Int? {
    var root = heldRequirement(of: drafts.list[number], number, drafts)
    // A loss, its restore, what the restore gains: chains are short, and end at a reason.
    while let next = root, drafts.list[next].hold == .dependsOn {
      root = heldRequirement(of: drafts.list[next], next, drafts)
    }
    return root
  }

  /// The restore that a loss comes before: not one in a group whose own link it comes after.
  static func restoreBehind(_ draft: Draft, _ drafts: Drafts) -> Int? {
    guard draft.action == .removeFromGroup, draft.requiresGroup < 0,
      drafts.fates[Int(draft.member)] == .restored
    else { return nil }
    return Int(drafts.gate[Int(draft.member)])
  }

  private static func heldRequirement(of draft: Draft, _ number: Int, _ drafts: Drafts) -> Int? {
    for required in [draft.requiresGroup, draft.requiresMember] where required >= 0 {
      if drafts.list[Int(required)].hold != nil { return Int(required) }
    }
    if draft.action == .restore, let loss = drafts.heldLosses[Int32(number)] { return Int(loss) }
    guard let restore = restoreBehind(draft, drafts), drafts.list[restore].hold != nil else {
      return nil
    }
    return restore
  }
}
