package import JSONReader

/// A membership as the server stores it.
package struct SandboxMember: Sendable, Equatable {
  package let id: String
  /// The account; nil while invited or staged.
  package var userID: String?
  package var email: String
  package var name: String?
  package var type: Int
  package var status: Int
  /// Set by a revocation, cleared by a restore.
  package var priorStatus: Int?
  package var externalID: String?
  package var permissions: JSONValue?
  package var collections: [SandboxAccess] = []
  package var hasMasterPassword = true
  package var hasTwoFactor = false
  /// Belongs to another organization too.
  package var isElsewhere = false
  package var isResetPasswordEnrolled = false
  package var ssoExternalID: String?
  /// The order of arrival.
  let sequence: Int

  package enum Status {
    package static let revoked = -1
    package static let invited = 0
    package static let accepted = 1
    package static let confirmed = 2
    package static let staged = 3
  }

  package enum Role {
    package static let owner = 0
    package static let admin = 1
    package static let user = 2
    package static let custom = 4
  }

  /// Invited, accepted and confirmed members take a seat.
  var takesSeat: Bool { (Status.invited...Status.confirmed).contains(status) }

  var isConfirmedOwner: Bool { type == Role.owner && status == Status.confirmed }
}

/// Access to a collection.
package struct SandboxAccess: Sendable, Equatable {
  package var id: String
  package var readOnly: Bool
  package var hidePasswords: Bool
  package var manage: Bool

  package init(
    id: String,
    readOnly: Bool = false,
    hidePasswords: Bool = false,
    manage: Bool = false
  ) {
    self.id = id
    self.readOnly = readOnly
    self.hidePasswords = hidePasswords
    self.manage = manage
  }
}

/// A group as the server stores it.
package struct SandboxGroup: Sendable, Equatable {
  package let id: String
  package var name: String
  package var externalID: String?
  package var collections: [SandboxAccess] = []
  /// Ids of members, whatever their status.
  package var members: Set<String> = []
  let sequence: Int
}

/// A mail that the server has sent.
package struct SandboxMail: Sendable, Equatable {
  package let kind: Kind
  package let email: String

  package enum Kind: Sendable {
    case invitation
    case reinvitation
  }
}
