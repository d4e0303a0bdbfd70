/// Which organization this is; state is kept by ``id``, plans and digests are for it alone.
package struct OrganizationIdentity: Equatable, Sendable {
  package let kind: Kind
  /// The organization's own id where it has one (Bitwarden's GUID), else its URL or the file's real path.
  package let id: String
  /// As people call it; nil if the target does not tell.
  package let name: String?
  /// Where it is: a host, a path.
  package let place: String

  package enum Kind: String, Sendable {
    case bitwarden
    case scim
    case file
  }

  package init(kind: Kind, id: String, name: String?, place: String) {
    self.kind = kind
    self.id = id
    self.name = name
    self.place = place
  }
}
