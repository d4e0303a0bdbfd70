internal import DirectoryModel

extension LimitInput {
  /// Verdicts of a limit that judges each group by itself, and holds the changes of that group only.
  ///
  /// - Parameters:
  ///   - name: The limit.
  ///   - planned: Positions of memberships' drafts.
  ///   - allowance: What the policy allows.
  ///   - base: What a group's allowance is of, by the group and the number of its drafts; nil: too small to judge.
  /// - Returns: Of the groups that are over it, by name.
  mutating func judgeEachGroup(
    _ name: LimitName,
    planned: [Int],
    allowance: LimitSettings.Allowance,
    base: (_ input: LimitInput, _ group: Int, _ count: Int) -> Int?
  ) -> [LimitVerdict] {
    let recent = RecentCounts.bySubject(name, world)
    let byGroup = Dictionary(grouping: planned) { Int(drafts.list[$0].group) }
    var verdicts: [LimitVerdict] = []
    for (group, numbers) in byGroup.sorted(by: { $0.key < $1.key }) {
      guard let base = base(self, group, numbers.count) else { continue }
      let view = world.organization.group(group)
      let value = numbers.count.addingReportingOverflow(recent[view.externalID ?? view.id] ?? 0)
        .partialValue
      let allowed = allowance.allowed(of: base)
      guard value > (allowed ?? .max) else { continue }
      hold(numbers, for: name)
      verdicts.append(
        LimitVerdict(
          name: name,
          subject: view.name,
          value: value,
          base: base,
          allowed: allowed,
          exceeded: true
        )
      )
    }
    return verdicts.sorted { ($0.subject ?? "") < ($1.subject ?? "") }
  }
}
