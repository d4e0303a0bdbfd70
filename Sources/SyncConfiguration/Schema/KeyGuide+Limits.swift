extension KeyGuide {
  /// Keys of `limits`.
  static let limits: [String: KeyGuide] = {
    var guides = [
      "limits.mustExist": KeyGuide(
        "Addresses that have to take part; one that does not stops the run.",
        example: "[\"ceo@example.com\"]"
      ),
      "limits.seats": KeyGuide(
        "Seats that may be used; as many restores and invitations as fit go ahead. Null: the organization's own number.",
        example: "250"
      ),
    ]
    for (name, subject) in subjects {
      guides["limits.\(name).percent"] = KeyGuide("\(subject) Per cent of them; null: no share.")
      guides["limits.\(name).count"] = KeyGuide("The same, as a number; null: no number.")
      guides["limits.\(name).floor"] = KeyGuide(
        "So many are allowed in any case.",
        example: "3"
      )
    }
    return guides
  }()

  private static let subjects = [
    ("memberRemovals", "Stops: managed members who lose access being absent or out of scope."),
    ("disabledRemovals", "Stops: managed members who lose access being disabled or deleted."),
    ("sourceShrink", "Stops: users fewer than in the best good run of seven days."),
    ("identityChange", "Stops: members whose address the source knows under another id."),
    ("lostAttribute", "Stops: entries fewer than last time that carry an attribute in use."),
    ("membershipRemovals", "Holds: memberships taken, over all groups."),
    ("groupShrink", "Holds that group: members that one group of more than four loses."),
    ("groupDepartures", "Holds: managed groups emptied or deleted."),
    ("finalRemovals", "Holds: members removed and groups deleted for good."),
    (
      "invitations",
      "Holds: people invited, of the members. The first invitations have a floor of 100."
    ),
    ("restores", "Holds: revoked members restored."),
    ("groupCreations", "Holds: groups created, of the managed ones. The first have a floor of 50."),
    ("membershipAdditions", "Holds: memberships given in groups that existed."),
    ("groupGrowth", "Holds that group: members that one group of more than four gains."),
  ]
}
