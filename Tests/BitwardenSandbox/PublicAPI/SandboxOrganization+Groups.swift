/// The body of POST and PUT group (contract 7.4, 7.5).
struct GroupModel {
  let name: String
  let externalID: String?
  /// nil: left out or null.
  let collections: [SandboxAccess]?

  init(_ model: RequestModel) throws(SandboxRefusal) {
    var errors: [(field: String, text: String)] = []
    name = try model.text("name") ?? ""
    if name.isEmpty {
      errors.append((model.field("name"), "The Name field is required."))
    } else if name.count > 100 {
      errors.append(
        (
          model.field("name"), "The field Name must be a string with a maximum length of 100."
        )
      )
    }
    externalID = try model.text("externalId")
    if (externalID?.count ?? 0) > 300 {
      errors.append(
        (
          model.field("externalId"),
          "The field ExternalId must be a string with a maximum length of 300."
        )
      )
    }
    collections = try AccessModel.accesses(try model.models("collections"), &errors)
    if !errors.isEmpty { throw .invalid(errors) }
    try AccessModel.refuseConflicts(collections)
  }
}

extension SandboxOrganization {
  /// POST group: no check for duplicates; unknown collections are dropped.
  mutating func create(_ model: GroupModel) throws(SandboxRefusal) -> SandboxGroup {
    guard usesGroups else { throw .badRequest("This organization cannot use groups.") }
    let group = addGroup(name: model.name, externalID: model.externalID)
    let known = (model.collections ?? []).filter { collections.contains($0.id) }
    updateGroup(group.id) { $0.collections = known }
    return groups[group.id] ?? group
  }

  /// PUT group: a left-out external id is reset, left-out collections stay.
  mutating func updateGroup(_ id: String, to model: GroupModel) throws(SandboxRefusal) {
    guard usesGroups else { throw .badRequest("This organization cannot use groups.") }
    guard (model.collections ?? []).allSatisfy({ collections.contains($0.id) }) else {
      throw .unknownReference
    }
    updateGroup(id) { group in
      group.name = model.name
      group.externalID = model.externalID
      if let collections = model.collections { group.collections = collections }
    }
  }

  /// The set that a PUT of ids leaves (contract 6.6, 7.6), and whether the database fails on it.
  ///
  /// Left out or null clears on SQL Server and fails elsewhere; an id that comes twice and is new fails on SQL
  /// Server, after those that go are gone. Ids that are not ours are passed over.
  static func replaced(
    _ present: Set<String>,
    by ids: [String]?,
    known: (String) -> Bool,
    _ settings: SandboxSettings
  ) -> (result: Set<String>, fails: Bool) {
    guard let ids else {
      return settings.database == .sqlServer ? ([], false) : (present, true)
    }
    let wanted = Set(ids.filter(known))
    let twice = Dictionary(grouping: ids.filter(known)) { $0 }.filter { $0.value.count > 1 }.keys
    if settings.database == .sqlServer, twice.contains(where: { !present.contains($0) }) {
      return (present.intersection(wanted), true)
    }
    return (wanted, false)
  }
}
