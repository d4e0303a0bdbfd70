internal import DirectoryModel

/// Where fewer than `protect.minimumOwners` confirmed owners would be left, all departing ones stay.
enum LastOwners {
  static func among(
    _ departing: [Int],
    _ world: World,
    _ protection: ProtectedMembers
  ) -> [Int] {
    func isConfirmedOwner(_ member: Int) -> Bool {
      world.members.roles[member] == .owner && world.members.statuses[member] == .confirmed
    }
    let leaving = departing.filter { isConfirmedOwner($0) && !protection.contains($0) }
    guard !leaving.isEmpty else { return [] }
    let owners = (0..<world.members.count).count(where: isConfirmedOwner)
    return owners - leaving.count < world.policy.protection.minimumOwners ? leaving : []
  }
}
