internal import DirectoryModel

extension MemoryAfterRun {
  /// Remembers who is in which group by what was written, for organizations that may not show it: a file always
  /// does, and Bitwarden's two ways share one memory, of which one does not.
  ///
  /// External ids are those after the run: who was linked in it is remembered by the new one.
  func rememberMemberships(in memory: inout SyncMemory) {
    guard plan.organization.kind != .file else {
      memory.writtenMemberships = [:]
      memory.doubtfulMemberships = [:]
      return
    }
    var linked: [String: String] = [:]
    for change in done {
      switch change.action {
      case .link, .relink: linked[change.member?.id ?? ""] = change.after?.externalID
      case .linkGroup, .relinkGroup: linked[change.group?.id ?? ""] = change.after?.externalID
      default: continue
      }
    }
    func ids(_ change: Change) -> (member: String, group: String)? {
      guard
        let group = change.group?.id.flatMap({ linked[$0] }) ?? change.group?.externalID,
        let member = change.member?.id.flatMap({ linked[$0] }) ?? change.member?.externalID
      else { return nil }
      return (member, group)
    }
    // Members are removed before anybody is added anywhere.
    let gone = done.lazy.filter { $0.action == .remove }.compactMap(\.member?.externalID)
    memory.forgetMemberships(ofMembers: Set(gone))
    for change in done {
      switch change.action {
      case .addToGroup:
        guard let ids = ids(change) else { continue }
        memory.addMembership(of: ids.member, in: ids.group, isDoubtful: false)
      case .removeFromGroup:
        guard let ids = ids(change) else { continue }
        memory.removeMembership(of: ids.member, in: ids.group)
      case .deleteGroup: memory.forgetMemberships(inGroup: change.group?.externalID)
      default: continue
      }
    }
    // One that was perhaps taken is taken once more.
    for change in doubtful where change.action == .addToGroup {
      guard let ids = ids(change) else { continue }
      memory.addMembership(of: ids.member, in: ids.group, isDoubtful: true)
    }
  }
}
