internal import DirectoryModel

/// Collects what takes an earlier run back, and what cannot be taken back.
struct UndoSteps {
  private let present: UndoPresent
  /// The run's name.
  private let run: String
  private var changes: [Change] = []
  private var refusals: [Advisory] = []
  private var gone = 0

  init(present: UndoPresent, run: String) {
    self.present = present
    self.run = run
  }

  mutating func takeBack(_ past: PastChange) {
    switch UndoRules(present: present, reason: ChangeReason(.takenBack, run)).verdict(on: past) {
    case .step(let change): changes.append(change)
    case .cannot(let why): refuse(past.change, why)
    case .gone: gone += 1
    }
  }

  /// What cannot be taken back, each by itself, and how much is otherwise by now.
  func advisories() -> [Advisory] {
    guard gone > 0 else { return refusals }
    let message =
      "the organization does not show any more what the run did to them: taken back already, or changed since"
    let subject = gone == 1 ? "1 of its changes" : "\(gone) of its changes"
    return refusals + [Advisory("alreadyTakenBack", subject: subject, message: message)]
  }

  /// In the order of doing, those of one action as the run had them; a membership waits for its member's restore.
  func inOrder() -> [Change] {
    var ordered = changes.enumerated()
      .sorted { ($0.element.action.stage, $0.offset) < ($1.element.action.stage, $1.offset) }
      .map(\.element)
    var restores: [String: Int] = [:]
    for (number, change) in ordered.enumerated() where change.action == .restore {
      if let id = change.member?.id { restores[id] = number }
    }
    for number in ordered.indices where ordered[number].action == .addToGroup {
      if let id = ordered[number].member?.id, let restore = restores[id] {
        ordered[number].requires = [restore]
      }
    }
    return ordered
  }

  /// Where fewer than `protect.minimumOwners` confirmed owners would be left, none of them is revoked.
  mutating func keepLastOwners() {
    let leaving = changes.indices.filter { number in
      guard changes[number].action == .revoke,
        let row = present.row(ofMember: changes[number].member?.id)
      else { return false }
      return present.isConfirmedOwner(row)
    }
    guard !leaving.isEmpty else { return }
    let owners = present.organization.members.ids.indices.count(where: present.isConfirmedOwner)
    guard owners - leaving.count < present.minimumOwners else { return }
    for number in leaving.reversed() {
      refuse(
        changes.remove(at: number),
        "is not revoked: too few owners would be left (protect.minimumOwners)"
      )
    }
  }

  private mutating func refuse(_ change: Change, _ why: String) {
    let names = [
      change.group?.name, change.member.map { $0.email.isEmpty ? $0.id ?? "" : $0.email },
    ]
    refusals.append(
      Advisory(
        "notTakenBack",
        subject: names.compactMap(\.self).joined(separator: ": "),
        message: why
      )
    )
  }
}
