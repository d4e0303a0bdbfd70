internal import DirectoryModel

/// Groups whose members cannot be read, or of which the organization lists fewer than it counts: left as they are.
enum UntouchableGroups {
  /// - Returns: Whether the group of the organization is one, which is told.
  static func tell(_ group: Int, _ world: World, _ drafts: inout Drafts) -> Bool {
    guard let reason = world.organization.untouchableGroups[group] else { return false }
    drafts.tell("untouchableGroup", world.organization.group(group).name, reason)
    return true
  }
}
