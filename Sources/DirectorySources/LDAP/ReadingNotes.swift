internal import DirectoryModel

/// What a read met that people should know.
struct ReadingNotes {
  /// Entries without an immutable id.
  var withoutID = 0
  var dynamicGroups: [String] = []
  var ambiguousNames: [String] = []
  /// Logins that more than one user has.
  var sharedLogins: Set<String> = []
  /// Groups with the number of another group, by which users name their primary group.
  var sharedNumbers: [String] = []
  /// Values of groups' members that are no names.
  var malformedMembers = 0
  /// Names in groups that belong to nobody who was read.
  var strangers = Examples()
  /// Names that are, or may be, those of groups that were not read, by the group that has them.
  var unreadMembers: [String: Examples] = [:]
  /// Members of other domains, which Active Directory shows by their identifiers.
  var foreignPrincipals = 0
  var advisories: [Advisory] = []

  /// A number of names, and three of them.
  struct Examples {
    private(set) var count = 0
    private var first: [String] = []

    mutating func add(_ name: String) {
      count += 1
      if first.count < 3, !first.contains(name) { first.append(name) }
    }

    var text: String { first.sorted().joined(separator: "; ") }
  }

  mutating func note(_ kind: Advisory.Kind, _ subject: String, _ message: String) {
    advisories.append(Advisory(kind, subject: subject, message: message))
  }

  /// All of it, as advisories of the source `name`.
  func advisories(_ name: String) -> [Advisory] {
    var all = advisories
    for group in dynamicGroups.sorted() {
      all.append(
        Advisory(
          "dynamicGroup",
          subject: group,
          message:
            "the members of this group are made up by a search (memberURL) that the server does not run for "
            + "us: nobody is taken out of it; have the server fill in 'member', or use a filter"
        )
      )
    }
    for place in ambiguousNames.sorted() {
      all.append(
        Advisory(
          "ambiguousName",
          subject: place,
          message: "two entries have this name but for spelling: groups that name it lose nobody"
        )
      )
    }
    for login in sharedLogins.sorted() {
      all.append(
        Advisory(
          "sharedLogin",
          subject: login,
          message:
            "two users have this login: groups that name it give it to neither, and lose nobody"
        )
      )
    }
    for group in sharedNumbers.sorted() {
      all.append(
        Advisory(
          "sharedNumber",
          subject: group,
          message:
            "another group has this one's number: nobody is in either as in a primary group, and both lose nobody"
        )
      )
    }
    if malformedMembers > 0 {
      all.append(
        Advisory(
          "malformedMember",
          subject: name,
          message:
            "\(malformedMembers) values of groups' members are no distinguished names and were passed over"
        )
      )
    }
    if foreignPrincipals > 0 {
      all.append(
        Advisory(
          "foreignPrincipals",
          subject: name,
          message:
            "\(foreignPrincipals) members of groups belong to other domains: read those as sources of their own"
        )
      )
    }
    for (group, names) in unreadMembers.sorted(by: { $0.key < $1.key }) {
      all.append(
        Advisory(
          "unreadMembers",
          subject: group,
          message:
            "it has groups in it that were not read, or names that cannot be found and may be such (\(names.count): "
            + "\(names.text)): nobody is taken out of it; widen 'groups.base' or 'groups.filter', or take them out of "
            + "the group"
        )
      )
    }
    if strangers.count > 0 {
      all.append(
        Advisory(
          "strangers",
          subject: name,
          message:
            "\(strangers.count) members of groups are neither users nor groups that were read (outside of the bases, "
            + "left out by a filter, or gone): \(strangers.text)"
        )
      )
    }
    return all
  }
}
