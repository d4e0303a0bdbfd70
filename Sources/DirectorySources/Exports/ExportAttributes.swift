/// Which attributes of a user's record say who it is: paths such as `profile.secondEmail`; nil = what the provider's
/// records have for it.
///
/// Memberships name people by the provider's own id, whatever is chosen here.
package struct ExportAttributes: Equatable, Sendable {
  /// `users.externalId`: the id that members of the organization carry.
  package let externalID: String?
  package let email: String?
  package let displayName: String?

  package init(externalID: String? = nil, email: String? = nil, displayName: String? = nil) {
    self.externalID = externalID
    self.email = email
    self.displayName = displayName
  }
}
