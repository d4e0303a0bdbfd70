internal import DirectoryModel
internal import SyncPlanner

/// How far an approved plan has come: what is done, which ids it made, what can still be done.
struct ApplyProgress {
  private let approved: ApprovedPlan
  private let isApproved: Set<Int>
  private var outcomes: [Int: ChangeOutcome] = [:]
  private var breaker = CircuitBreaker()
  private var journalFailure: (any DiagnosableError)?
  private var wasEnded = false
  /// Memberships of each invitation, by the invitation's number.
  private let companions: [Int: [Int]]

  init(_ approved: ApprovedPlan) {
    self.approved = approved
    isApproved = Set(approved.numbers)
    var companions: [Int: [Int]] = [:]
    let changes = approved.plan.changes
    for number in approved.numbers where changes[number].action == .addToGroup {
      for required in changes[number].requires where changes[required].action == .invite {
        companions[required, default: []].append(number)
      }
    }
    self.companions = companions
  }

  /// Nothing new may start.
  var isOver: Bool { wasEnded || breaker.isOpen || journalFailure != nil }

  mutating func end() { wasEnded = true }

  mutating func record(_ result: BatchResult) {
    if journalFailure == nil { journalFailure = result.journalFailure }
    for outcome in result.outcomes {
      outcomes[outcome.number] = outcome
      breaker.record(outcome)
    }
  }

  /// The steps of a stage that can be done now; what hangs on a failure is not attempted.
  mutating func steps(for numbers: [Int]) -> [ApplyStep] {
    var steps: [ApplyStep] = []
    for number in numbers where outcomes[number] == nil {
      if let failed = unmetRequirement(of: number) {
        outcomes[number] = ChangeOutcome(
          number,
          .notAttempted,
          message: "depends on a change that was not done: \(failed)"
        )
        continue
      }
      var step = step(number)
      for companion in companions[number] ?? []
      where unmetRequirement(of: companion, except: number) == nil {
        step.companions.append(self.step(companion))
      }
      steps.append(step)
    }
    return steps
  }

  func result() -> Applier.Result {
    let all = approved.numbers.map { number in
      outcomes[number]
        ?? ChangeOutcome(number, .notAttempted, message: "the run ended before it")
    }
    return Applier.Result(
      outcomes: all,
      journalFailure: journalFailure,
      isBroken: breaker.isOpen
    )
  }

  /// The change with the ids that earlier stages have made.
  private func step(_ number: Int) -> ApplyStep {
    var change = approved.plan.changes[number]
    for required in change.requires {
      guard let id = outcomes[required]?.createdID else { continue }
      let action = approved.plan.changes[required].action
      if action == .invite { change.member?.id = id }
      if action == .createGroup { change.group?.id = id }
    }
    return ApplyStep(number: number, change: change)
  }

  private func unmetRequirement(of number: Int, except: Int? = nil) -> String? {
    for required in approved.plan.changes[number].requires where required != except {
      guard isApproved.contains(required), outcomes[required]?.result == .done else {
        let change = approved.plan.changes[required]
        return "\(change.action.rawValue) \(change.member?.email ?? change.group?.name ?? "")"
      }
    }
    return nil
  }
}
