internal import DirectoryModel
internal import SCIMClient
internal import Synchronization

extension SCIMTarget {
  /// What `rollcall check` says of the service, after a read: what was found, tried, and will be used, and why.
  package func explanation() async -> [String] {
    do throws(SCIMError) {
      let discovery = try await client.discover()
      return [
        "found: " + found(discovery),
        "tried: " + (try await tried(discovery)),
        "used: " + used(discovery),
      ]
    } catch {
      return ["not found out: \(error.summary)"]
    }
  }

  private func found(_ discovery: SCIMDiscovery) -> String {
    let config = discovery.config
    func word(_ truth: Bool?) -> String { truth.map { $0 ? "yes" : "no" } ?? "not said" }
    let paging = config.cursor ? (config.index == true ? "index and cursor" : "cursor") : "index"
    let announced = [
      "PATCH \(word(config.patch))", "filter \(word(config.filter))", "sort \(word(config.sort))",
      "ETag \(word(config.etag))", "paging by \(paging)",
    ]
    return discovery.findings.joined(separator: ", ") + "; announced: "
      + announced.joined(separator: ", ")
  }

  private func tried(_ discovery: SCIMDiscovery) async throws(SCIMError) -> String {
    var parts: [String] = []
    if traits.lookup != .listing {
      for attribute in ["externalId", "userName"] {
        parts.append("filter on \(attribute): \(try await verdict(attribute).words)")
      }
    }
    let state = session.withLock { ($0.showsMembers, $0.usesUserNames, $0.memory.notKept) }
    parts.append(state.0 ? "groups show members" : "no group shows members")
    if state.1 { parts.append("members are named by userName") }
    if !state.2.isEmpty {
      parts.append("not kept by the service: " + state.2.sorted().joined(separator: ", "))
    }
    return parts.joined(separator: ", ")
  }

  private func used(_ discovery: SCIMDiscovery) -> String {
    let can = capabilities(discovery, showsMembers: session.withLock(\.showsMembers))
    let (patchFails, putFails) = session.withLock { ($0.patchFails, $0.putFails) }
    let writing =
      patchFails
      ? "PUT (patch: no)" : putFails ? "PATCH (put: no)" : "PATCH, and PUT where it is refused"
    let size = discovery.config.pageSize(traits.client.pageSize)
    let members =
      switch traits.membersRead {
      case .resource: "read group by group"
      case .listing: "read with the list of groups"
      case .filter: "asked for one by one"
      case .none: "as the last run wrote them"
      }
    var parts = [
      "preset \(settings.preset)", writing, "pages of \(size)", "members of groups \(members)",
      can.canRevoke ? "revoked by \"active\": false" : "nobody is revoked",
    ]
    if can.emailChangeableIn.isEmpty { parts.append("addresses stay as they are") }
    if !can.canUpdateName { parts.append("names stay as they are") }
    if let rate = traits.client.rate { parts.append("\(rate) requests a second") }
    return parts.joined(separator: ", ")
  }
}

extension FilterVerdict {
  fileprivate var words: String {
    switch self {
    case .works: "works"
    case .ignored: "ignored, everything comes back, so lists are read instead"
    case .silent: "finds nothing, or nobody is known to try it with, so lists are read instead"
    case .refused: "refused, so lists are read instead"
    }
  }
}
