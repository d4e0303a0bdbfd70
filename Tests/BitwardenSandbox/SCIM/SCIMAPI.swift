internal import HTTPTypes
internal import JSONReader

/// Serves `/v2/{organization}/…` (contract, section 14).
struct SCIMAPI {
  let settings: SandboxSettings
  let request: SandboxRequest

  func answer(
    _ path: [String],
    _ organization: inout SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    var key = request.fields[.authorization] ?? ""
    if key.hasPrefix("Bearer ") { key.removeFirst(7) }
    guard path.first?.lowercased() == organization.id, key == organization.scimKey,
      organization.isEnabled, organization.usesSCIM, organization.isSCIMEnabled
    else { throw .empty(401) }
    guard path.count == 2 || path.count == 3 else { throw .empty(404) }
    let id = path.count == 3 ? path[2].lowercased() : nil
    switch path[1].lowercased() {
    case "users": return try users(id, &organization)
    case "groups": return try groups(id, &organization)
    default: throw .empty(404)
    }
  }

  // MARK: - Users

  private func users(
    _ id: String?,
    _ organization: inout SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard let id else {
      switch request.method {
      case "GET": return listUsers(organization)
      case "POST":
        let member = try organization.provision(try body(), settings)
        var answer = SCIMJSON.single(status: 201) { SCIMJSON.user(member, &$0) }
        answer.fields[.location] = "/v2/\(organization.id)/users/\(member.id)"
        return answer
      default: throw .empty(405)
      }
    }
    guard let member = organization.members[id] else { throw .scim(404, "User not found.") }
    switch request.method {
    case "GET": return SCIMJSON.single { SCIMJSON.user(member, &$0) }
    case "PUT":
      try organization.setActive(id, try body()["active"]?.bool ?? false, settings)
      guard let updated = organization.members[id] else { throw .scim(404, "User not found.") }
      return SCIMJSON.single { SCIMJSON.user(updated, &$0) }
    case "PATCH":
      try organization.patchUser(id, try operations(), settings)
      return SandboxAnswer(status: 204)
    case "DELETE":
      do throws(SandboxRefusal) {
        try organization.remove(id)
      } catch {
        throw Self.asSCIM(error)
      }
      return SandboxAnswer(status: 204)
    default: throw .empty(405)
    }
  }

  private func listUsers(_ organization: SandboxOrganization) -> SandboxAnswer {
    var members = organization.members.values.sorted { $0.email < $1.email }
    if let filter = queryValue("filter") {
      members =
        SCIMEquality(filter, names: ["username", "externalid"], foldsNames: true)
        .map { filter in
          let value = filter.value
          return Array(
            members.filter {
              filter.name == "username"
                ? value.contains("@") && $0.email == value.lowercased() : $0.externalID == value
            }.prefix(1)
          )
        } ?? []
    }
    return SCIMJSON.list(members, queryValue("startIndex"), queryValue("count"), SCIMJSON.user)
  }

  // MARK: - Groups

  private func groups(
    _ id: String?,
    _ organization: inout SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard let id else {
      switch request.method {
      case "GET": return listGroups(organization)
      case "POST":
        let group = try organization.provisionGroup(try body())
        var answer = SCIMJSON.single(status: 201) { SCIMJSON.group(group, &$0) }
        answer.fields[.location] = "/v2/\(organization.id)/groups/\(group.id)"
        return answer
      default: throw .empty(405)
      }
    }
    guard let group = organization.groups[id] else { throw .scim(404, "Group not found.") }
    switch request.method {
    case "GET": return SCIMJSON.single { SCIMJSON.group(group, &$0) }
    case "PUT":
      try organization.replaceGroup(id, try body())
      guard let updated = organization.groups[id] else { throw .scim(404, "Group not found.") }
      return SCIMJSON.single { SCIMJSON.group(updated, &$0) }
    case "PATCH":
      try organization.patchGroup(id, try operations())
      return SandboxAnswer(status: 204)
    case "DELETE":
      organization.deleteGroup(id)
      return SandboxAnswer(status: 204)
    default: throw .empty(405)
    }
  }

  private func listGroups(_ organization: SandboxOrganization) -> SandboxAnswer {
    var groups = organization.groups.values.sorted {
      ($0.name, $0.sequence) < ($1.name, $1.sequence)
    }
    if let filter = queryValue("filter") {
      groups =
        SCIMEquality(filter, names: ["displayName", "externalId"], foldsNames: false)
        .map { filter in
          let value = filter.value
          return Array(
            groups.filter {
              filter.name == "displayName" ? $0.name == value : $0.externalID == value
            }.prefix(1)
          )
        } ?? []
    }
    return SCIMJSON.list(groups, queryValue("startIndex"), queryValue("count"), SCIMJSON.group)
  }

  // MARK: - Bodies

  private func queryValue(_ name: String) -> String? {
    request.query.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  private func body() throws(SandboxRefusal) -> JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: request.body)
    } catch {
      throw .scim(400, error.message)
    }
  }

  private func operations() throws(SandboxRefusal) -> [JSONValue] {
    let members = try body().object ?? []
    guard let list = members.first(where: { $0.key.lowercased() == "operations" })?.value.array
    else { throw .scim(500, "Value cannot be null. (Parameter 'source')") }
    return list
  }

  /// Refusals of the Public API's rules, in SCIM's shape.
  static func asSCIM(_ refusal: SandboxRefusal, suffix: String = "") -> SandboxRefusal {
    if case .badRequest(let text) = refusal { return .scim(400, text + suffix) }
    return refusal
  }
}
