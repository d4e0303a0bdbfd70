extension KeyGuide {
  /// Keys that decide who takes part, and what becomes of whom.
  static let policy: [String: KeyGuide] = [
    "users.include": KeyGuide(
      "Patterns (*, ?) of addresses, of which one has to fit; empty: all fit.",
      example: "[\"*@example.com\"]"
    ),
    "users.exclude": KeyGuide(
      "Patterns of addresses that take no part.",
      example: "[\"svc-*\"]"
    ),
    "users.groups": KeyGuide(
      "Groups of the source, by name with case or id:…, of which one has to hold the person; nested ones count.",
      example: "[\"Vault users\"]"
    ),
    "users.domains": KeyGuide(
      "Domains of which the address has to be; empty: any.",
      example: "[\"example.com\"]"
    ),
    "users.prefer": KeyGuide(
      "Filters, in order, that choose between two entries with one address: an entry that alone fits the first "
        + "wins, else the next is tried.",
      example: "[\"status eq \\\"ACTIVE\\\"\"]"
    ),
    "groups.sync": KeyGuide("Whether groups and memberships are changed at all."),
    "groups.include": KeyGuide(
      "Patterns of names, with case, or id:…; empty: all groups.",
      example: "[\"app-*\"]"
    ),
    "groups.exclude": KeyGuide(
      "Patterns of names of groups that stay as they are.",
      example: "[\"Everyone\"]"
    ),
    "groups.departed": KeyGuide(
      "What becomes of a group that left the source: emptied of its managed members, kept, or deleted (access to "
        + "collections is then lost for good)."
    ),
    "adopt.members": KeyGuide(
      "Whether a member without external id is linked to the person with its address."
    ),
    "adopt.groups": KeyGuide(
      "Whether a group without external id is linked to the source's group of that name; held."
    ),
    "restore": KeyGuide(
      "Whether people who are back are restored: if this tool revoked them, always, or never."
    ),
    "departures.disabled": KeyGuide("What becomes of a member who is disabled in the source."),
    "departures.deleted": KeyGuide("What becomes of a member whom the source says is deleted."),
    "departures.absent": KeyGuide(
      "What becomes of a member whom the source does not have any more."
    ),
    "departures.outOfScope": KeyGuide("What becomes of a member whom the rules leave out."),
    "departures.removeAfter": KeyGuide(
      "Who was revoked by this tool so long ago, and is still a departure whose action is not keep, is removed; null: never.",
      example: "\"30d\""
    ),
    "absence.confirm": KeyGuide(
      "Whether absence is believed after a second export: where the read was unproven, or always."
    ),
    "absence.age": KeyGuide(
      "How much younger the second export has to be.",
      example: "\"6h\""
    ),
    "protect.roles": KeyGuide(
      "Roles that are never linked, changed or taken access. Has to be given, if only as [], where the target shows "
        + "no roles and protect.members is empty."
    ),
    "protect.members": KeyGuide(
      "People so protected, each by the whole address or by id: and the member's id in the organization; no patterns.",
      example: "[\"break-glass@example.com\"]"
    ),
    "protect.minimumOwners": KeyGuide(
      "Fewer confirmed owners are never left: all departing ones are then protected.",
      example: "2"
    ),
  ]
}
