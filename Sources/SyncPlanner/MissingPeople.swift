package import DirectoryModel

/// Who seems absent: the external ids that the organization carries and no source has returned.
package enum MissingPeople {
  /// What a source that can look single ids up is asked about before anything is concluded from absence.
  ///
  /// Revoked members are asked about only where absence would remove them for good.
  ///
  /// - Returns: Sorted bytewise.
  package static func ids(
    _ organization: OrganizationSnapshot,
    _ directory: DirectorySnapshot,
    departures: SyncPolicy.Departures
  ) -> [String] {
    let removesRevoked = departures.absent == .remove || departures.removeAfter != nil
    var missing: [String] = []
    for member in 0..<organization.members.count {
      let id = organization.members.externalIDs[member]
      if id.isNone || directory.usersByID.first(organization.arena.bytes(id)) != nil { continue }
      if organization.members.statuses[member] == .revoked, !removesRevoked { continue }
      missing.append(organization.arena.string(id) ?? "")
    }
    return missing.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
