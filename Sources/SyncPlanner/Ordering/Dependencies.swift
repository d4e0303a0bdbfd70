internal import DirectoryModel

/// What depends on a held change is held with it and shares its question.
enum Dependencies {
  static func hold(_ drafts: inout Drafts) {
    for number in drafts.list.indices where drafts.list[number].hold == nil {
      if root(of: drafts.list[number], drafts) != nil { drafts.list[number].hold = .dependsOn }
    }
  }

  /// The held draft that this one depends on.
  static func root(of draft: Draft, _ drafts: Drafts) -> Int? {
    for required in [draft.requiresGroup, draft.requiresMember] where required >= 0 {
      if drafts.list[Int(required)].hold != nil { return Int(required) }
    }
    // Taken before the restore that it waits with.
    if draft.action == .removeFromGroup, draft.member >= 0,
      drafts.fates[Int(draft.member)] == .restored
    {
      let restore = Int(drafts.gate[Int(draft.member)])
      if drafts.list[restore].hold != nil { return restore }
    }
    return nil
  }
}
