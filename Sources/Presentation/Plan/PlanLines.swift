internal import DirectoryModel

/// Makes the lines of a plan.
struct PlanLines {
  /// So many groups are named on a line of an invitation that is not held, so many people on one of a group.
  private static let namesOnLine = 3

  let plan: Plan
  let index: PlanIndex
  let words: ReasonWords
  let past: PlanPast
  let showsAll: Bool

  /// Positions of changes that are not held and whose action fits.
  func positions(where fits: (ChangeAction) -> Bool) -> [Int] {
    plan.changes.indices.filter { plan.changes[$0].hold == nil && fits(plan.changes[$0].action) }
  }

  func folded(_ positions: [Int], _ line: (Int) -> PlanLine) -> PlanBlock {
    let shown = showsAll ? positions.count : min(positions.count, PlanOutline.foldAfter)
    return .lines(positions.prefix(shown).map(line), hidden: positions.count - shown)
  }

  /// A held change that was told before, where only news is told.
  func isHidden(_ change: Change) -> Bool {
    past.hidesWaiting && !showsAll && past.isTold(change)
  }

  func isHidden(_ advisory: Advisory) -> Bool {
    past.hidesWaiting && !showsAll && past.since(advisory) != nil
  }

  /// One change that is no membership.
  func line(_ position: Int) -> PlanLine {
    let change = plan.changes[position]
    let held = change.hold
    var line = PlanLine(
      sign: held == nil ? Sign(change.action) : .held,
      action: held == nil ? ChangeWords.action(change) : ChangeWords.heldAction(change),
      who: ChangeWords.who(change)
    )
    var why: [String] = []
    if change.action == .invite {
      line.name = change.member?.name
      let groups = index.groupsOfInvitation[position] ?? []
      let shown = showsAll || held != nil ? groups.count : Self.namesOnLine
      line.groups = Array(groups.prefix(shown))
      line.moreGroups = groups.count - line.groups.count
    } else if change.action != .createGroup {
      why.append(words.reason(change))
    }
    if let held { why.append(words.hold(held)) }
    if let since = past.since(change) { why.append(words.waits(since, now: plan.createdAt)) }
    if let outcome = past.outcomes[position] { why.append(ReasonWords.outcome(outcome)) }
    line.why = why.filter { !$0.isEmpty }.joined(separator: "; ")
    line.isNew = past.isNew(change)
    return line
  }

  /// Memberships under their group: one line for a single one, else the group and its people below.
  func byGroup(_ positions: [Int]) -> [PlanLine] {
    grouped(positions).map { members in
      if members.count == 1 { return line(members[0]) }
      let change = plan.changes[members[0]]
      let reasons = members.map { line($0).why }
      let isCommon = reasons.allSatisfy { $0 == reasons[0] }
      let verb = change.action.takes ? "leave" : "join"
      var header = PlanLine(
        sign: change.hold == nil ? Sign(change.action) : .held,
        action: change.hold == nil ? ChangeWords.action(change) : ChangeWords.heldAction(change),
        who: change.group?.name ?? ""
      )
      header.why = isCommon ? "\(members.count) \(verb): \(reasons[0])" : "\(members.count) \(verb)"
      header.isNew = members.allSatisfy { past.isNew(plan.changes[$0]) }
      header.children = zip(members, reasons).map { position, reason in
        var child = person(position)
        child.why = isCommon ? "" : reason
        return child
      }
      return header
    }
  }

  /// New groups with the number of their members; `--all` names those who are not invited with it.
  func newGroups() -> PlanBlock {
    let positions = positions { $0 == .createGroup }
    guard showsAll else {
      let shown = positions.prefix(PlanOutline.foldAfter)
      return .newGroups(
        shown.map {
          .init(name: plan.changes[$0].group?.name ?? "", members: index.sizeOfCreation[$0] ?? 0)
        },
        hidden: positions.count - shown.count
      )
    }
    var people: [Int: [PlanLine]] = [:]
    for position in plan.changes.indices {
      let change = plan.changes[position]
      guard change.action == .addToGroup, change.hold == nil, !index.isOnInvitation[position],
        let creation = index.creation(for: change)
      else { continue }
      people[creation, default: []].append(person(position))
    }
    let lines = positions.map { position in
      var line = line(position)
      let members = index.sizeOfCreation[position] ?? 0
      line.why = "new, \(members) \(members == 1 ? "member" : "members")"
      line.children = people[position] ?? []
      return line
    }
    return .lines(lines, hidden: 0)
  }

  /// Members who join groups that exist.
  func additions() -> PlanBlock {
    let positions = positions { $0 == .addToGroup }.filter {
      !index.isOnInvitation[$0] && index.creation(for: plan.changes[$0]) == nil
    }
    guard !showsAll else { return .lines(byGroup(positions), hidden: 0) }
    let groups = grouped(positions)
    let shown = groups.prefix(PlanOutline.foldAfter)
    let hidden = groups.dropFirst(shown.count).reduce(0) { $0 + $1.count }
    return .lines(shown.map { joined($0) }, hidden: hidden)
  }

  /// One person of a group, for below its line.
  private func person(_ position: Int) -> PlanLine {
    let change = plan.changes[position]
    return PlanLine(
      sign: change.hold == nil ? Sign(change.action) : .held,
      action: "",
      who: ChangeWords.person(change.member),
      isNew: past.isNew(change)
    )
  }

  /// All who join one group, on one line.
  private func joined(_ positions: [Int]) -> PlanLine {
    if positions.count == 1 { return line(positions[0]) }
    let change = plan.changes[positions[0]]
    let people = positions.prefix(Self.namesOnLine).map {
      ChangeWords.person(plan.changes[$0].member)
    }
    let more = positions.count - people.count
    let names = people.joined(separator: ", ") + (more > 0 ? ", +\(more)" : "")
    let reasons = positions.map { words.reason(plan.changes[$0]) }
    let reason = reasons.allSatisfy { $0 == reasons[0] } ? "; \(reasons[0])" : ""
    return PlanLine(
      sign: .gives,
      action: ChangeWords.action(change),
      who: change.group?.name ?? "",
      why: "\(positions.count) join: \(names)\(reason)"
    )
  }

  /// Positions by group, groups in the order of their first change.
  private func grouped(_ positions: [Int]) -> [[Int]] {
    var places: [GroupReference?: Int] = [:]
    var groups: [[Int]] = []
    for position in positions {
      let group = plan.changes[position].group
      if let place = places[group] {
        groups[place].append(position)
      } else {
        places[group] = groups.count
        groups.append([position])
      }
    }
    return groups
  }
}
