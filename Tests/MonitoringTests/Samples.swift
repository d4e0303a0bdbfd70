import DirectoryModel

/// Reports and memories, small and written out.
enum Samples {
  static let start = Timestamp(seconds: 1_700_000_000)

  static func report(
    _ exitCode: Int32 = 0,
    at hours: Int64 = 0,
    plan: Plan? = nil,
    outcomes: [ChangeOutcome] = []
  ) -> RunReport {
    RunReport(
      command: "sync",
      startedAt: start + hours * 3600,
      endedAt: start + (hours * 3600 + 3),
      exitCode: exitCode,
      conclusion: "cannot bind as cn=eva,dc=example,dc=org",
      plan: plan,
      outcomes: outcomes,
      approval: nil
    )
  }

  static let heldRestore = Change(
    .restore,
    reason: ChangeReason(.backInDirectory),
    hold: Hold(.privileged, cure: "answer"),
    member: MemberReference(id: "m-7", externalID: "u-7", email: "tom@example.com", name: "Tom")
  )

  static let revocation = Change(
    .revoke,
    reason: ChangeReason(.disabled),
    member: MemberReference(id: "m-1", externalID: "u-1", email: "bo@example.com", name: "Bo")
  )

  static let invitation = Change(
    .invite,
    reason: ChangeReason(.inDirectory),
    member: MemberReference(id: nil, externalID: "u-9", email: "zoe@example.com", name: "Zoe")
  )

  static let owner = Advisory(
    "protectedDeparture",
    subject: "olga@example.com",
    message: "an owner is disabled",
    needsDecision: true
  )

  static func plan(
    _ changes: [Change] = [revocation, heldRestore, invitation],
    advisories: [Advisory] = [],
    limits: [LimitVerdict] = []
  ) -> Plan {
    Plan(
      organization: OrganizationIdentity(
        kind: .bitwarden,
        id: "539a36c5",
        name: "Example Ltd",
        place: "vault.example.com"
      ),
      memberCount: 44,
      groupCount: 5,
      seats: nil,
      sources: [
        SourceSummary(
          description: SourceDescription(
            name: "hq",
            kind: .ldap,
            provider: nil,
            place: "ldaps://dc"
          ),
          users: 61,
          groups: 8,
          completeness: .proven
        )
      ],
      changes: changes,
      advisories: advisories,
      limits: limits,
      digest: String(repeating: "7f", count: 32),
      createdAt: start,
      figures: PlanFigures()
    )
  }

  /// Open decisions by key, all seen first an hour before ``start``.
  static func memory(decisions: [String] = []) -> SyncMemory {
    var memory = SyncMemory()
    for key in decisions { memory.decisionsSince[key] = start + -3600 }
    return memory
  }
}
