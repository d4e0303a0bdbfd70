internal import DirectoryModel

/// Two members with one external id: nothing is given to either.
enum DuplicateMembers {
  static func plan(_ world: World, _ matching: Matching, _ drafts: inout Drafts) {
    var byID: [String: [String]] = [:]
    for member in matching.doubles {
      let view = world.organization.member(member)
      byID[view.externalID ?? "", default: []].append(view.email ?? view.id)
    }
    for (id, addresses) in byID {
      let names = addresses.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      drafts.tell(
        "duplicateMember",
        names[0],
        "two members carry the external id \(id): \(names.joined(separator: ", ")): nothing is given to them; clear or remove the wrong one in the organization"
      )
    }
  }
}
