internal import DirectoryModel

/// Judges a plan in the order in which limits depend on each other.
enum Limits {
  static func judge(_ input: inout LimitInput) -> [LimitVerdict] {
    var verdicts = [
      MemberRemovals.judge(input), DisabledRemovals.judge(input), IdentityChange.judge(input),
      MustExist.judge(input),
    ]
    verdicts += SourceShrink.judge(input)
    verdicts += LostAttribute.judge(input)
    verdicts.append(GroupDeparturesLimit.judge(&input))
    verdicts.append(FinalRemovals.judge(&input))
    verdicts.append(RestoresLimit.judge(&input))
    verdicts.append(GroupCreations.judge(&input))
    verdicts.append(InvitationsLimit.judge(&input))
    if let seats = SeatsLimit.judge(&input) { verdicts.append(seats) }
    // What hangs on changes that were held just now goes with them.
    Dependencies.hold(&input.drafts)
    verdicts += GroupShrink.judge(&input)
    verdicts += GroupGrowth.judge(&input)
    verdicts.append(MembershipRemovals.judge(&input))
    verdicts.append(MembershipAdditions.judge(&input))
    Dependencies.hold(&input.drafts)
    return verdicts.sorted { left, right in
      let a = LimitName.allCases.firstIndex(of: left.name) ?? 0
      let b = LimitName.allCases.firstIndex(of: right.name) ?? 0
      if a != b { return a < b }
      if left.subject != right.subject { return (left.subject ?? "") < (right.subject ?? "") }
      return (left.value, left.base) < (right.value, right.base)
    }
  }
}
