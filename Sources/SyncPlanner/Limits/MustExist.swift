internal import DirectoryModel

/// `mustExist`: addresses that have to be in the roster; an empty roster counts as one that is missing.
enum MustExist {
  static func judge(_ input: LimitInput) -> LimitVerdict {
    let roster = input.world.roster
    let directory = roster.directory
    let wanted = input.world.policy.limits.mustExist
    var missing: [String] = []
    if !wanted.isEmpty {
      let present = RowIndex(directory.users.emails, arena: directory.arena) {
        roster.isMember($0)
      }
      missing = wanted.filter { address in
        EmailAddress.normalized(address).flatMap { present.first($0) } == nil
      }
    }
    if !roster.standings.contains(.member) { missing.append("anybody at all") }
    return LimitVerdict(
      name: .mustExist,
      value: missing.count,
      base: wanted.count,
      allowed: 0,
      exceeded: !missing.isEmpty,
      examples: missing
    )
  }
}
