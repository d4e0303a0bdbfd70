package import DirectoryModel

/// Everything that a plan is made from; equal input makes equal bytes.
package struct PlannerInput: Sendable {
  package let roster: Roster
  package let organization: OrganizationSnapshot
  package let policy: SyncPolicy
  package let memory: SyncMemory
  package let now: Timestamp
  /// `--relink`: external ids that no source knows are replaced, each held for a person.
  package let relinks: Bool

  package init(
    roster: Roster,
    organization: OrganizationSnapshot,
    policy: SyncPolicy,
    memory: SyncMemory,
    now: Timestamp,
    relinks: Bool = false
  ) {
    self.roster = roster
    self.organization = organization
    self.policy = policy
    self.memory = memory
    self.now = now
    self.relinks = relinks
  }
}
