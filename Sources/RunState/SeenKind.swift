/// What kind of thing an external id names.
package enum SeenKind: Sendable, CaseIterable {
  case users
  case groups
}
