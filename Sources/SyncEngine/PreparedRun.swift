package import DirectoryModel
package import RunState
package import SyncPlanner

/// Everything read and a plan made; nothing is decided yet.
package struct PreparedRun: Sendable {
  package let startedAt: Timestamp
  package let state: StateFolder
  /// Held until the run is over; nil for runs that change nothing.
  package let lock: RunLock?
  package let memory: StateFolder.Memory
  /// The time when both sides were read, as all times here and in what the run leaves: with ``clockCorrection``.
  package let now: Timestamp
  /// Seconds that this host's clock is put right by: ``OrganizationSnapshot/clockCorrection``.
  package let clockCorrection: Int64
  package let basis: Basis
  /// The plan of everything.
  package let plan: Plan

  /// What the plan was made from.
  package enum Basis: Sendable {
    case bothSides(PlannerInput, Observations)
    /// The organization and what an earlier run did; no source was read.
    case past(UndoneRun)
  }
}

/// What a run is for.
package enum RunPurpose: Sendable {
  /// The organization is to match the directory. `relinks`: `--relink`.
  case match(relinks: Bool)
  /// An earlier run is to be taken back.
  case undo(UndoneRun)
}

/// An earlier run that is to be taken back.
package struct UndoneRun: Sendable {
  /// As `history` names it.
  package let name: String
  /// What it did, or may have done, in the order of its plan.
  package let changes: [PastChange]
  /// The last time in its journal.
  package let endedAt: Timestamp

  package init(name: String, changes: [PastChange], endedAt: Timestamp) {
    self.name = name
    self.endedAt = endedAt
    self.changes = changes
  }
}

/// What was chosen of a prepared run, and who let it pass.
package struct RunDecision: Sendable {
  /// What may be done; nil if nothing may.
  package let approved: ApprovedPlan?
  /// The plan that was shown: the whole one, or what `--only` or a saved plan chose of it.
  package let shown: Plan
  /// `--only`, or a saved plan with less than everything.
  package let isPartial: Bool
  /// Who let held changes and stops pass; nil for an ordinary run.
  package let approval: RunReport.Approval?
  /// Why nothing is done, where something would have been: a stop, a hold, a "no".
  package let refusal: Refusal?

  package enum Refusal: Sendable, Equatable {
    case stopped(String)
    case held(String)
    case declined
  }

  package init(
    approved: ApprovedPlan?,
    shown: Plan,
    isPartial: Bool = false,
    approval: RunReport.Approval? = nil,
    refusal: Refusal? = nil
  ) {
    self.approved = approved
    self.shown = shown
    self.isPartial = isPartial
    self.approval = approval
    self.refusal = refusal
  }
}
