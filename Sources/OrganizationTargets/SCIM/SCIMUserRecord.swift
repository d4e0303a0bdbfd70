internal import SCIMClient

/// What is kept of a user in a listing.
struct SCIMUserRecord: Equatable, Sendable {
  let id: String
  let externalID: String?
  let userName: String?
  let email: String?
  let name: String?
  let active: Bool?
  let isActivityUnclear: Bool

  init(_ resource: SCIMResource) {
    id = resource.id
    externalID = resource.externalID
    userName = resource.userName
    email = resource.email
    name = resource.personName
    active = resource.active
    isActivityUnclear = resource.isActivityUnclear
  }
}

/// What is kept of a group in a listing.
struct SCIMGroupRecord: Equatable, Sendable {
  let id: String
  let externalID: String?
  let name: String
  let members: GroupMembers

  init(_ resource: SCIMResource) {
    id = resource.id
    externalID = resource.externalID
    // A service whose groups are named by their id gives the latter alone.
    name = resource.displayName ?? resource.id
    members = GroupMembers(resource)
  }
}
