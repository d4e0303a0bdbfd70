internal import DirectoryModel

/// The lines that name both sides with their sizes.
enum PlanHeading {
  struct Line: Equatable {
    let label: String
    /// As read; shown with ` · ` between them.
    let parts: [String]
  }

  static func lines(_ plan: Plan, _ style: TextStyle) -> [Line] {
    plan.sources.map { Line(label: "Source", parts: parts($0, style)) }
      + [Line(label: "Organization", parts: organization(plan, style))]
  }

  /// For a run that is over, whose plan says less.
  static func past(_ plan: Plan, _ style: TextStyle) -> [Line] {
    let sources = plan.sources.map { source in
      var sizes = style.count(source.users, "user")
      if let groups = source.groups { sizes += ", \(style.count(groups, "group"))" }
      let description = source.description
      return Line(label: "Source", parts: [description.name, kindWord(description.kind), sizes])
    }
    let organization = plan.organization
    let name = organization.name ?? organization.id
    return sources + [Line(label: "Organization", parts: [name, kindWord(organization.kind)])]
  }

  private static func parts(_ source: SourceSummary, _ style: TextStyle) -> [String] {
    let description = source.description
    var sizes = style.count(source.users, "user")
    if let groups = source.groups { sizes += ", \(style.count(groups, "group"))" }
    var kind = kindWord(description.kind)
    if let provider = description.provider, provider != description.name {
      kind = "\(provider) \(kind)"
    }
    return [
      description.name,
      description.place.isEmpty ? kind : "\(kind) \(description.place)",
      sizes,
      completeness(source.completeness),
    ].filter { !$0.isEmpty }
  }

  private static func organization(_ plan: Plan, _ style: TextStyle) -> [String] {
    let organization = plan.organization
    let kind = kindWord(organization.kind)
    var parts: [String]
    if let name = organization.name, !name.isEmpty {
      parts = [name, "\(kind) \(organization.place)"]
    } else {
      parts = [organization.place, kind]
    }
    parts.append(
      plan.memberCount == 0 && plan.groupCount == 0
        ? "empty"
        : "\(style.count(plan.memberCount, "member")), \(style.count(plan.groupCount, "group"))"
    )
    if let seats = plan.seats, let total = seats.total {
      let free = max(0, total.subtractingReportingOverflow(seats.used).partialValue)
      parts.append("\(style.number(free)) of \(style.count(total, "seat")) free")
    }
    return parts.filter { !$0.isEmpty }
  }

  private static func kindWord(_ kind: SourceDescription.Kind) -> String {
    switch kind {
    case .ldap: "LDAP"
    case .export: "export"
    case .scim: "SCIM"
    }
  }

  private static func kindWord(_ kind: OrganizationIdentity.Kind) -> String {
    switch kind {
    case .bitwarden: "Bitwarden"
    case .scim: "SCIM"
    case .file: "file"
    }
  }

  private static func completeness(_ completeness: Completeness) -> String {
    switch completeness {
    case .proven: "complete"
    case .unproven: "not proven complete"
    case .doubtful: "something is missing"
    }
  }
}
