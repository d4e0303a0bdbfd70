/// The two collections that this tool works with; the raw value is the usual path.
package enum SCIMEndpoint: String, Hashable, Sendable {
  case users = "Users"
  case groups = "Groups"

  /// For people: "users".
  package var plural: String {
    switch self {
    case .users: "users"
    case .groups: "groups"
    }
  }
}
