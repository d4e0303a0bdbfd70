internal import DirectoryModel

/// What belongs together in a plan: memberships to their invitation or new group, held changes to their root.
struct PlanIndex {
  private let changes: [Change]
  private var invitations: [String: Int] = [:]
  private var creations: [String: Int] = [:]
  /// Names of the groups that come with an invitation, by its position.
  private(set) var groupsOfInvitation: [Int: [String]] = [:]
  /// Memberships that are given with a new group, by the position of its creation; held ones are not.
  private(set) var sizeOfCreation: [Int: Int] = [:]
  /// Memberships that are shown on the line of their invitation.
  private(set) var isOnInvitation: [Bool]
  /// What depends on a held change, by its position.
  private(set) var dependents: [Int: [Int]] = [:]

  /// Linear in changes.
  init(_ changes: [Change]) {
    self.changes = changes
    isOnInvitation = [Bool](repeating: false, count: changes.count)
    for (position, change) in changes.enumerated() {
      switch change.action {
      case .invite: if let member = change.member { invitations[key(member)] = position }
      case .createGroup: if let group = change.group { creations[key(group)] = position }
      default: break
      }
    }
    for position in changes.indices { place(position) }
  }

  /// The position of the held change whose question this one shares: itself for a root, nil if it is not held.
  func root(of position: Int) -> Int? {
    var current = position
    for _ in 0..<8 {
      guard let hold = changes[current].hold else { return current == position ? nil : current }
      guard hold.why == .dependsOn, let next = hold.root, changes.indices.contains(next),
        next != current
      else { return current }
      current = next
    }
    return current
  }

  /// The position of the creation that a membership needs; nil for a group that exists.
  func creation(for change: Change) -> Int? {
    guard let group = change.group, group.id == nil else { return nil }
    return creations[key(group)]
  }

  private mutating func place(_ position: Int) {
    let change = changes[position]
    let root = root(of: position)
    if change.action == .addToGroup {
      if let creation = creation(for: change), change.hold == nil {
        sizeOfCreation[creation, default: 0] += 1
      }
      if let member = change.member, member.id == nil, let invitation = invitations[key(member)],
        root == nil || root == invitation
      {
        groupsOfInvitation[invitation, default: []].append(change.group?.name ?? "")
        isOnInvitation[position] = true
        return
      }
    }
    if let root, root != position { dependents[root, default: []].append(position) }
  }

  private func key(_ member: MemberReference) -> String {
    member.externalID.map { "id:\($0)" } ?? "address:\(member.email)"
  }

  private func key(_ group: GroupReference) -> String {
    group.externalID.map { "id:\($0)" } ?? "name:\(group.name)"
  }
}
