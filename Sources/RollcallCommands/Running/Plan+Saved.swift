internal import DirectoryModel
internal import JSONReader

extension Plan {
  /// A plan as `plan.json` keeps it, to be shown again: without the sizes of the organization, and without what settles
  /// a held change.
  ///
  /// It is nil for a document that is none of ours.
  ///
  /// - Parameters:
  ///   - plan: The document.
  ///   - decisions: `decisions` of the report: which advisories ask for one.
  init?(saved plan: JSONValue, decisions: JSONValue?) {
    guard let digest = plan["digest"]?.string,
      let createdAt = plan["createdAt"]?.string.flatMap({ Timestamp(iso8601: $0) }),
      let organization = plan["organization"].flatMap(OrganizationIdentity.init(saved:)),
      let values = plan["changes"]?.array
    else { return nil }
    let changes = values.compactMap { value in
      Change(saved: value).map { change in
        var change = change
        change.hold = value["held"]?.string.flatMap(Hold.init(saved:))
        return change
      }
    }
    guard changes.count == values.count else { return nil }
    let asking = (decisions?.array ?? []).compactMap { $0["advisory"] }
    self.init(
      organization: organization,
      memberCount: 0,
      groupCount: 0,
      seats: nil,
      sources: (plan["sources"]?.array ?? []).compactMap(SourceSummary.init(saved:)),
      changes: Self.withRoots(changes),
      advisories: (plan["advisories"]?.array ?? []).compactMap { advisory in
        Advisory(saved: advisory, asks: asking.contains(advisory))
      },
      limits: (plan["limits"]?.array ?? []).compactMap(LimitVerdict.init(saved:)),
      digest: digest,
      createdAt: createdAt,
      figures: PlanFigures()
    )
  }
}

extension Plan {
  /// Finds again which held change each dependent one shares its question with; the document does not say it.
  private static func withRoots(_ changes: [Change]) -> [Change] {
    var members: [String: Int] = [:]
    var groups: [String: Int] = [:]
    for (position, change) in changes.enumerated() {
      guard let hold = change.hold, hold.why != .dependsOn else { continue }
      switch change.action {
      case .link, .relink, .restore, .invite: members[change.member?.email ?? ""] = position
      case .linkGroup, .relinkGroup, .createGroup: groups[change.group?.name ?? ""] = position
      case .revoke, .remove, .removeFromGroup, .deleteGroup, .updateEmail, .updateName,
        .renameGroup, .addToGroup:
        break
      }
    }
    return changes.map { change in
      guard change.hold?.why == .dependsOn else { return change }
      var change = change
      change.hold?.root =
        change.group.flatMap { groups[$0.name] } ?? change.member.flatMap { members[$0.email] }
      return change
    }
  }
}

extension Advisory {
  /// - Parameters:
  ///   - advisory: As plans and reports have it.
  ///   - asks: Whether it asks for a person's decision.
  init?(saved advisory: JSONValue, asks: Bool) {
    guard let kind = advisory["kind"]?.string, let subject = advisory["subject"]?.string,
      let message = advisory["message"]?.string
    else { return nil }
    self.init(Kind(rawValue: kind), subject: subject, message: message, needsDecision: asks)
  }
}

extension OrganizationIdentity {
  fileprivate init?(saved organization: JSONValue) {
    guard let kind = organization["kind"]?.string.flatMap({ Kind(rawValue: $0) }),
      let id = organization["id"]?.string
    else { return nil }
    self.init(kind: kind, id: id, name: organization["name"]?.string, place: id)
  }
}

extension SourceSummary {
  fileprivate init?(saved source: JSONValue) {
    guard let name = source["name"]?.string, let users = source["users"]?.int,
      let kind = source["kind"]?.string.flatMap({ SourceDescription.Kind(rawValue: $0) })
    else { return nil }
    self.init(
      description: SourceDescription(name: name, kind: kind, provider: nil, place: ""),
      users: users,
      groups: source["groups"]?.int,
      // Not kept, and not shown.
      completeness: .unproven
    )
  }
}

extension LimitVerdict {
  /// As plans and reports have it.
  init?(saved limit: JSONValue) {
    guard let name = limit["name"]?.string.flatMap({ LimitName(rawValue: $0) }),
      let value = limit["value"]?.int, let base = limit["base"]?.int
    else { return nil }
    self.init(
      name: name,
      subject: limit["subject"]?.string,
      value: value,
      base: base,
      allowed: limit["allowed"]?.int,
      exceeded: limit["exceeded"]?.bool ?? false
    )
  }
}

extension Hold {
  /// `privileged`, or `limit: invitations`.
  fileprivate init?(saved word: String) {
    let parts = word.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
    guard let why = parts.first.flatMap({ Why(rawValue: String($0)) }) else { return nil }
    let limit = parts.count > 1 ? LimitName(rawValue: String(parts[1])) : nil
    self.init(why, cure: "", limit: limit)
  }
}
