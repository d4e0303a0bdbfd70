import DirectoryModel

/// Plans as the planner makes them, for every rendering.
enum SamplePlans {
  static let digest = "7f3c91a0b2d4" + String(repeating: "0123456789abc", count: 4)
  /// 2026-11-25 01:00 UTC.
  static let now = Timestamp(seconds: 1_795_568_400)

  /// The samples by the names of their golden files.
  static let named: [String: Plan] = [
    "first-run": firstRun, "ordinary-day": ordinaryDay, "stopped": stopped, "hostile": hostile,
  ]

  static func plan(
    organization: OrganizationIdentity = example,
    memberCount: Int = 1201,
    groupCount: Int = 88,
    seats: OrganizationSnapshot.Seats? = nil,
    sources: [SourceSummary] = [hq],
    changes: [Change] = [],
    advisories: [Advisory] = [],
    limits: [LimitVerdict] = []
  ) -> Plan {
    Plan(
      organization: organization,
      memberCount: memberCount,
      groupCount: groupCount,
      seats: seats,
      sources: sources,
      changes: changes,
      advisories: advisories,
      limits: limits,
      digest: digest,
      createdAt: now,
      figures: PlanFigures()
    )
  }

  static let example = OrganizationIdentity(
    kind: .bitwarden,
    id: "b0f1a9c2-3d4e-4f50-8a6b-7c8d9e0f1a2b",
    name: "Example Ltd",
    place: "vault.example.com"
  )

  static let file = OrganizationIdentity(
    kind: .file,
    id: "/srv/organization.json",
    name: nil,
    place: ".build/example/organization.json"
  )

  static let hq = SourceSummary(
    description: SourceDescription(
      name: "hq",
      kind: .ldap,
      provider: nil,
      place: "ldaps://dc1.example.com"
    ),
    users: 1204,
    groups: 88,
    completeness: .proven
  )

  static let okta = SourceSummary(
    description: SourceDescription(
      name: "okta",
      kind: .export,
      provider: "okta",
      place: "Tests/Fixtures/example/okta"
    ),
    users: 61,
    groups: 8,
    completeness: .unproven
  )

  static func person(_ email: String, _ number: Int? = nil, name: String? = nil) -> MemberReference
  {
    MemberReference(
      id: number.map { "m\($0)" },
      externalID: "u-\(email.prefix { $0 != "@" })",
      email: email,
      name: name
    )
  }

  static func group(_ name: String, _ number: Int? = nil) -> GroupReference {
    GroupReference(id: number.map { "g\($0)" }, externalID: "grp-\(name.lowercased())", name: name)
  }

  /// The first run against an empty file: 20 invitations, 10 new groups.
  static var firstRun: Plan {
    let names = ["ada", "bruno", "chen", "dana", "emil", "fatma", "greta", "hugo", "ines", "jan"]
    let people = names.flatMap { name in
      ["lindqvist", "okafor"].map { family in
        person(
          "\(name).\(family)@example.com",
          name: "\(name.capitalizedWord) \(family.capitalizedWord)"
        )
      }
    }
    let groups = (1...10).map { group("Team \($0)") }
    var changes = groups.map {
      Change(.createGroup, reason: ChangeReason(.inDirectory, "okta"), group: $0)
    }
    changes += people.map {
      Change(.invite, reason: ChangeReason(.inDirectory, "okta"), member: $0)
    }
    for (row, person) in people.enumerated() {
      for team in 0..<(row % 5) {
        changes.append(
          Change(
            .addToGroup,
            reason: ChangeReason(.memberInDirectory, "okta"),
            member: person,
            group: groups[(row + team) % groups.count]
          )
        )
      }
    }
    return plan(
      organization: file,
      memberCount: 0,
      groupCount: 0,
      sources: [okta],
      changes: changes,
      advisories: [
        Advisory(
          "unusableEntry",
          subject: "svc-backup (00u77)",
          message: "has no e-mail address in okta: nothing is given to it"
        )
      ]
    )
  }

  /// An ordinary day: a little of everything.
  static var ordinaryDay: Plan {
    let finance = group("Finance", 1)
    let tom = person("tom@example.com", 7, name: "Tom Field")
    let changes = [
      Change(
        .revoke,
        reason: ChangeReason(.disabled, "hq"),
        member: person("bo.lee@example.com", 1),
        before: ChangedFields(status: .confirmed),
        after: ChangedFields(status: .revoked)
      ),
      Change(
        .link,
        reason: ChangeReason(.sameAddress),
        member: person("kim@example.com", 3),
        after: ChangedFields(externalID: "u-kim")
      ),
      Change(
        .removeFromGroup,
        reason: ChangeReason(.notMemberInDirectory, "cn=finance,ou=groups,dc=example,dc=com"),
        member: person("eva.roth@example.com", 2),
        group: finance
      ),
      Change(
        .restore,
        reason: ChangeReason(.backInDirectory, "hq"),
        hold: Hold(
          .privileged,
          cure: "restore tom@example.com in the organization, or give the person the role user",
          detail: "is an admin",
          revokedAt: Timestamp(seconds: 1_793_581_200)
        ),
        member: tom,
        before: ChangedFields(status: .revoked),
        after: ChangedFields(status: .confirmed)
      ),
      Change(
        .invite,
        reason: ChangeReason(.inDirectory, "hq"),
        member: person("zoe.n@example.com", name: "Zoë Nakamura")
      ),
      Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory, "hq"),
        member: person("max.m@example.com", 4),
        group: finance
      ),
      Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory, "hq"),
        hold: Hold(.dependsOn, cure: "", root: 3),
        member: tom,
        group: finance,
        requires: [3]
      ),
      Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory, "hq"),
        member: person("zoe.n@example.com", name: "Zoë Nakamura"),
        group: group("Engineering", 2),
        requires: [4]
      ),
    ]
    return plan(
      seats: OrganizationSnapshot.Seats(total: 1250, used: 1201),
      changes: changes,
      advisories: ordinaryAdvisories,
      limits: [
        LimitVerdict(name: .memberRemovals, value: 0, base: 1201, allowed: 25, exceeded: false),
        LimitVerdict(name: .disabledRemovals, value: 1, base: 1201, allowed: 240, exceeded: false),
        LimitVerdict(name: .invitations, value: 1, base: 1201, allowed: 300, exceeded: false),
      ]
    )
  }

  private static let ordinaryAdvisories = [
    Advisory(
      "unmanagedMembers",
      subject: "15",
      message: "15 members carry no external id and match nobody in hq; they stay as they are: "
        + "contractor1@example.com, contractor2@example.com, … (--all)"
    ),
    Advisory(
      "protectedDeparture",
      subject: "olga@example.com",
      message: "olga@example.com, an owner, is disabled in hq since 20 November: owners are "
        + "protected (protect.roles)",
      needsDecision: true
    ),
  ]

  /// Nine of 44 would be revoked.
  static var stopped: Plan {
    let people = ["ann", "bob", "cat", "dan", "eve", "fay", "gus", "hal", "ida"].enumerated().map {
      person("\($1)@example.com", $0)
    }
    return plan(
      memberCount: 44,
      groupCount: 3,
      changes: people.map {
        Change(.revoke, reason: ChangeReason(.absent, "hq"), member: $0)
      }
        + ["x", "y"].map {
          Change(
            .invite,
            reason: ChangeReason(.inDirectory, "hq"),
            member: person("\($0)@example.com")
          )
        } + [
          Change(
            .revoke,
            reason: ChangeReason(.disabled, "hq"),
            member: person("lea@example.com", 20)
          )
        ],
      limits: [
        LimitVerdict(
          name: .memberRemovals,
          value: 9,
          base: 44,
          allowed: 4,
          exceeded: true,
          examples: people.map(\.email)
        )
      ]
    )
  }

  /// Everything outside is against us.
  static var hostile: Plan {
    let names = HostileNames.all
    var changes = names.enumerated().map { row, name in
      Change(
        .revoke,
        reason: ChangeReason(.absent, name),
        member: MemberReference(id: "m\(row)", externalID: name, email: name, name: name)
      )
    }
    changes += names.map { name in
      Change(
        .addToGroup,
        reason: ChangeReason(.memberInDirectory, "hq"),
        hold: Hold(.foreign, cure: "settle \(name)", detail: name),
        member: person("ada@example.com", 1),
        group: GroupReference(id: "g1", externalID: "grp", name: name)
      )
    }
    changes += names.map { name in
      Change(
        .invite,
        reason: ChangeReason(.inDirectory),
        member: MemberReference(id: nil, externalID: name, email: "new@example.com", name: name)
      )
    }
    return plan(
      organization: OrganizationIdentity(
        kind: .scim,
        id: names[0],
        name: names[1],
        place: names[2]
      ),
      sources: [
        SourceSummary(
          description: SourceDescription(
            name: names[3],
            kind: .scim,
            provider: names[4],
            place: names[5]
          ),
          users: 1,
          groups: nil,
          completeness: .doubtful
        )
      ],
      changes: changes,
      advisories: names.map { Advisory("unusableEntry", subject: $0, message: "says \($0)") },
      limits: [
        LimitVerdict(
          name: .groupShrink,
          subject: names[6],
          value: 9,
          base: 10,
          allowed: 5,
          exceeded: true
        )
      ]
    )
  }
}

extension String {
  fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
