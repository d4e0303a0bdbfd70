internal import DirectoryModel

extension MemoryAfterRun {
  /// Who is in which group by what was written, for organizations that may not show it: a file always does, and
  /// Bitwarden's two ways share one memory, of which one does not.
  ///
  /// External ids are those after the run: who was linked in it is remembered by the new one.
  func writtenMemberships() -> [String: Set<String>] {
    guard plan.organization.kind != .file else { return [:] }
    var linked: [String: String] = [:]
    for change in done {
      switch change.action {
      case .link, .relink: linked[change.member?.id ?? ""] = change.after?.externalID
      case .linkGroup, .relinkGroup: linked[change.group?.id ?? ""] = change.after?.externalID
      default: continue
      }
    }
    var written = before.writtenMemberships
    for change in done where change.action == .addToGroup || change.action == .removeFromGroup {
      guard
        let group = change.group?.id.flatMap({ linked[$0] }) ?? change.group?.externalID,
        let member = change.member?.id.flatMap({ linked[$0] }) ?? change.member?.externalID
      else { continue }
      if change.action == .addToGroup {
        written[group, default: []].insert(member)
      } else {
        written[group]?.remove(member)
      }
    }
    return written
  }
}
