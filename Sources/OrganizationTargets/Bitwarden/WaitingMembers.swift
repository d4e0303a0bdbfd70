internal import DirectoryModel

/// Members for whom somebody has to do something: counted, so that the preview can tell.
struct WaitingMembers {
  private var invited = 0
  private var accepted = 0
  /// Members of a status that we do not know.
  private var unknown: [String] = []

  mutating func count(_ member: BitwardenMember) {
    switch member.memberStatus {
    case .invited: invited += 1
    case .accepted: accepted += 1
    case .unknown: unknown.append(member.email ?? member.id.description)
    case .staged, .confirmed, .revoked: break
    }
  }

  var advisories: [Advisory] {
    var advisories: [Advisory] = []
    if invited > 0 {
      advisories.append(
        Advisory(
          "invitationsOpen",
          subject: Self.people(invited, "invitation", "invitations"),
          message: "not accepted yet; an invitation's link is good for five days"
        )
      )
    }
    if accepted > 0 {
      advisories.append(
        Advisory(
          "confirmationsOpen",
          subject: Self.people(accepted, "member", "members"),
          message: "accepted and wait for an administrator to confirm them in Bitwarden"
        )
      )
    }
    if !unknown.isEmpty {
      advisories.append(
        Advisory(
          "unknownStatus",
          subject: unknown.sorted().joined(separator: ", "),
          message: "of a status that this version of rollcall does not know; nothing is changed"
        )
      )
    }
    return advisories
  }

  private static func people(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}
