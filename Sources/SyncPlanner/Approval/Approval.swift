package import DirectoryModel

/// What a person, or nobody, has said yes to.
package enum Approval: Equatable, Sendable {
  /// `--yes`, or yes at the terminal: what is not held.
  case ordinary
  /// Yes at the terminal, and to these held changes by their positions in the plan.
  case answered(held: Set<Int>)
  /// `--accept DIGEST`, or a saved plan: exactly this plan, held changes and exceeded stops included.
  case whole(digest: DigestPrefix)
}

/// What may be done: a plan that no limit stops, or that a person let pass, without the changes
/// that are held and not approved.
///
/// The engine applies nothing else.
package struct ApprovedPlan: Equatable, Sendable {
  package let plan: Plan
  /// Positions in the plan of the changes to be done, ascending.
  package let numbers: [Int]
  /// A person has looked at it: what is done does not count against later runs.
  package let isByPerson: Bool

  fileprivate init(plan: Plan, numbers: [Int], isByPerson: Bool) {
    self.plan = plan
    self.numbers = numbers
    self.isByPerson = isByPerson
  }
}

/// Why a plan may not be applied.
package enum ApprovalError: DiagnosableError, Equatable {
  case stopped([LimitVerdict])
  case digestDiffers(given: DigestPrefix, plan: String)

  package var category: FailureCategory {
    switch self {
    case .stopped: .stopped
    case .digestDiffers: .staleApproval
    }
  }

  package var summary: String {
    switch self {
    case .stopped(let verdicts):
      "stopped by " + Set(verdicts.map(\.name.rawValue)).sorted().joined(separator: ", ")
        + ", nothing was changed"
    case .digestDiffers(let given, let plan):
      "the plan made now is \(plan.prefix(12)), not \(given.digits)"
    }
  }

  package var hint: String? { nil }
}

extension Plan {
  /// The gate between deciding and doing.
  ///
  /// - Throws: ``ApprovalError``, and then nothing may be applied.
  package func approved(_ approval: Approval) throws(ApprovalError) -> ApprovedPlan {
    switch approval {
    case .ordinary:
      if !stops.isEmpty { throw .stopped(stops) }
      return ApprovedPlan(plan: self, numbers: allowed { _ in false }, isByPerson: false)
    case .answered(let held):
      if !stops.isEmpty { throw .stopped(stops) }
      return ApprovedPlan(
        plan: self,
        numbers: allowed { held.contains($0) },
        isByPerson: true
      )
    case .whole(let given):
      guard given.fits(digest) else { throw .digestDiffers(given: given, plan: digest) }
      return ApprovedPlan(plan: self, numbers: Array(changes.indices), isByPerson: true)
    }
  }

  /// What is not held, what is approved, and of both only what does not depend on something that stays undone.
  private func allowed(_ isApproved: (Int) -> Bool) -> [Int] {
    var isDone = changes.indices.map { number in
      guard let hold = changes[number].hold else { return true }
      return isApproved(hold.root ?? number) || isApproved(number)
    }
    // Requirements point both ways in order of doing; few rounds settle them.
    var isSettled = false
    while !isSettled {
      isSettled = true
      for number in changes.indices where isDone[number] {
        if changes[number].requires.contains(where: { !isDone[$0] }) {
          isDone[number] = false
          isSettled = false
        }
      }
    }
    return changes.indices.filter { isDone[$0] }
  }
}
