internal import DirectoryModel
internal import SCIMClient

/// Who is still to be put into one group or taken out of it, and what became of the others.
struct MembershipDelta {
  struct Item: Equatable {
    /// The change's position in the plan.
    let number: Int
    /// What stands in `members[].value` for the user.
    let value: String
    let isAddition: Bool
  }

  private(set) var open: [Item]
  private var failures: [Int: SCIMError] = [:]
  /// The service has accepted these once.
  private var accepted: Set<Int> = []
  private let numbers: [Int]

  /// - Parameters:
  ///   - steps: Additions and removals of one group.
  ///   - value: What stands in `members[].value` for a user's id; nil if that is not known.
  init(_ steps: [ApplyStep], value: (String) -> String?) {
    numbers = steps.map(\.number)
    open = []
    for step in steps {
      guard let id = step.change.member?.id, let value = value(id) else {
        failures[step.number] = .blocked("the change names nobody whom the service knows")
        continue
      }
      open.append(
        Item(number: step.number, value: value, isAddition: step.change.action == .addToGroup)
      )
    }
  }

  var additions: [Item] { open.filter(\.isAddition) }
  var removals: [Item] { open.filter { !$0.isAddition } }

  /// Takes note of who is in the group now.
  ///
  /// - Returns: Whether anything that was open is done.
  mutating func settle(isPresent: (String) -> Bool) -> Bool {
    let before = open.count
    open.removeAll { isPresent($0.value) == $0.isAddition }
    return open.count < before
  }

  mutating func settleAll() { open = [] }

  /// Takes note of what was answered well; whether it came to pass is another question.
  mutating func accept(_ items: some Sequence<Item>) { accepted.formUnion(items.map(\.number)) }

  /// Gives some up.
  mutating func fail(_ items: [Item], _ error: SCIMError) {
    for item in items {
      failures[item.number] = accepted.contains(item.number) ? error.afterWrite : error
    }
    let given = Set(items.map(\.number))
    open.removeAll { given.contains($0.number) }
  }

  mutating func failOpen(_ error: SCIMError) { fail(open, error) }

  var outcomes: [ChangeOutcome] {
    numbers.map { number in
      failures[number].map { ChangeOutcome(number, $0) } ?? ChangeOutcome(number, .done)
    }
  }
}
