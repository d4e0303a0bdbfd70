/// Where a member stands in an organization.
package enum MemberStatus: UInt8, Sendable, CaseIterable {
  case staged
  case invited
  case accepted
  case confirmed
  case revoked
  /// A word or number that we do not know: present, and nothing is given to it.
  case unknown

  package var word: String {
    switch self {
    case .staged: "staged"
    case .invited: "invited"
    case .accepted: "accepted"
    case .confirmed: "confirmed"
    case .revoked: "revoked"
    case .unknown: "unknown"
    }
  }

  package init?(word: String) {
    guard let status = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = status
  }
}

/// What a member may do in the organization.
package enum MemberRole: UInt8, Sendable, CaseIterable {
  case owner
  case admin
  case custom
  case user
  /// A target that shows no roles. (One that shows a role which we do not know has a `custom` one.)
  case unknown

  /// A role above `user`.
  package var isPrivileged: Bool { self != .user && self != .unknown }

  package var word: String {
    switch self {
    case .owner: "owner"
    case .admin: "admin"
    case .custom: "custom"
    case .user: "user"
    case .unknown: "unknown"
    }
  }

  package init?(word: String) {
    guard let role = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = role
  }
}
