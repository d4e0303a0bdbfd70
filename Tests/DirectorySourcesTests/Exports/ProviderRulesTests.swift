import DirectoryModel
import DirectorySources
import Testing

/// Rules of single providers that no fixture has.
@Suite struct ProviderRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String: String]
    let users: [String]
    /// By name: ids of the members, nested ones left to the resolver.
    let groups: [String: [String]]?
    var proof = Completeness.proven

    var testDescription: String { name }
  }

  private static let jumpCloudUser = """
    {"_id":"5f3b1d2c4e5a6b7c8d9e0f10","username":"ada","firstname":"A","lastname":"L","suspended":false,"activated":true}
    """

  static let cases = [
    Case(
      name: "JumpCloud: /users/{id}/memberof names the groups of the user in the name of the file",
      files: [
        "users.json": #"{"totalCount":1,"results":[\#(jumpCloudUser)]}"#,
        "groups.json": """
        [{"id":"6f3b1d2c4e5a6b7c8d9e0f10","type":"user_group","name":"Eng"},
        {"id":"7f3b1d2c4e5a6b7c8d9e0f10","type":"user_group","name":"Ops"}]
        """,
        "memberof/5f3b1d2c4e5a6b7c8d9e0f10.json": """
        [{"id":"6f3b1d2c4e5a6b7c8d9e0f10","type":"user_group","compiledAttributes":{},"paths":[[{"from":{},"to":{}}]]}]
        """,
      ],
      users: ["5f3b1d2c4e5a6b7c8d9e0f10"],
      groups: ["Eng": ["5f3b1d2c4e5a6b7c8d9e0f10"], "Ops": []]
    ),
    Case(
      name: "Keycloak: federated users are no people of the realm",
      files: [
        "e-users-0.json":
          #"{"realm":"e","users":[{"id":"1","username":"a","emailVerified":true,"enabled":true}]}"#,
        "e-federated-users-0.json": """
        {"realm":"e","federatedUsers":[{"id":"f:1:bob","username":"b","createdTimestamp":1,"groups":["/g"]}]}
        """,
        "e-realm.json":
          #"{"id":"r","realm":"e","enabled":true,"keycloakVersion":"26","groups":[]}"#,
      ],
      users: ["1"],
      groups: [:],
      proof: .unproven
    ),
    Case(
      name: "Keycloak: groups that are null are none",
      files: [
        "e.json": """
        {"id":"r","realm":"e","keycloakVersion":"26","groups":null,
        "users":[{"id":"1","username":"a","emailVerified":true,"enabled":true}]}
        """
      ],
      users: ["1"],
      groups: [:]
    ),
    Case(
      name: "LLDAP: users and groups in two answers",
      files: [
        "a.json": #"{"data":{"users":[{"id":"ada","uuid":"U1","email":"a@example.com"}]}}"#,
        "b.json":
          #"{"data":{"groups":[{"id":1,"uuid":"G1","displayName":"G","users":[{"id":"ada"}]}]}}"#,
      ],
      users: ["U1"],
      groups: ["G": ["U1"]]
    ),
    Case(
      name: "authentik: a service account is no member",
      files: [
        "users.json": """
        {"pagination":{"next":0,"count":2},"results":[
        {"pk":1,"username":"a","is_active":true,"email":"a@example.com","type":"internal"},
        {"pk":2,"username":"s","is_active":true,"email":"","type":"service_account"}]}
        """,
        "groups.json": """
        {"pagination":{"next":0,"count":1},"results":[{"pk":"g1","num_pk":1,"name":"P","users":[1,2],"parent":null}]}
        """,
      ],
      users: ["1"],
      groups: ["P": ["1"]]
    ),
    Case(
      name: "OneLogin: who is not assigned is no member",
      files: [
        "users.json": """
        [{"id":7,"email":"a@example.com","firstname":"A","lastname":"B","status":1},
        {"id":8,"email":"b@example.com","firstname":"C","lastname":"D","status":1}]
        """,
        "roles.json": #"[{"id":1,"name":"R"}]"#,
        "role-users/1.json": """
        [{"id":7,"name":"A","username":"a","assigned":false},{"id":8,"name":"C","username":"b","assigned":true}]
        """,
      ],
      users: ["7", "8"],
      groups: ["R": ["8"]],
      proof: .unproven
    ),
    Case(
      name: "PingOne: indirect memberships count, though not for the group's own count",
      files: [
        "users.json": """
        {"_links":{"self":{"href":"https://x/users"}},"_embedded":{"users":[{"id":"1","environment":{"id":"e"},
        "population":{"id":"p"},"username":"a","email":"a@example.com","enabled":true}]},"count":1}
        """,
        "groups.json": """
        {"_links":{"self":{"href":"https://x/groups"}},"_embedded":{"groups":[
        {"id":"g1","name":"G","directMemberCounts":{"users":0}},
        {"id":"g2","name":"H","directMemberCounts":{"users":1}}]},"count":2}
        """,
        "of-1.json": """
        {"_links":{"self":{"href":"https://x/environments/e/users/1/memberOfGroups?expand=group"}},
        "_embedded":{"groupMemberships":[{"id":"g2","name":"H","type":"DIRECT"},
        {"id":"g1","name":"G","type":"INDIRECT"}]},"count":2}
        """,
      ],
      users: ["1"],
      groups: ["G": ["1"], "H": ["1"]]
    ),
    Case(
      name: "Entra ID: roles among memberOf are no groups",
      files: [
        "users.json": """
        {"@odata.context":"https://x/$metadata#users","value":[{"id":"1","userPrincipalName":"a@example.com",
        "accountEnabled":true,"memberOf":[{"@odata.type":"#microsoft.graph.group","id":"g1"},
        {"@odata.type":"#microsoft.graph.directoryRole","id":"r1"}]}]}
        """,
        "groups.json": """
        {"@odata.context":"https://x/$metadata#groups","value":[
        {"id":"g1","displayName":"G","securityEnabled":true,"groupTypes":[]},
        {"id":"g2","displayName":"H","securityEnabled":true,"groupTypes":[]}]}
        """,
      ],
      users: ["1"],
      groups: ["G": ["1"], "H": []]
    ),
    Case(
      name: "Google: an empty list of members has no key",
      files: [
        "users.json": """
        {"kind":"admin#directory#users","users":[{"kind":"admin#directory#user","id":"1","primaryEmail":"a@example.com",
        "suspended":false}]}
        """,
        "groups.json": """
        {"kind":"admin#directory#groups","groups":[{"id":"g1","kind":"admin#directory#group","email":"g@example.com",
        "name":"G","directMembersCount":"0"}]}
        """,
        "members/g1.json": #"{"kind":"admin#directory#members","etag":"x"}"#,
      ],
      users: ["1"],
      groups: ["G": []]
    ),
  ]

  @Test("each provider's own rules hold", arguments: cases)
  func rules(_ example: Case) async throws {
    let snapshot = try await WrittenExport(example.files).read()
    let reading = snapshot.readings[0]
    #expect((0..<snapshot.users.count).map { snapshot.user($0).id ?? "" } == example.users)
    #expect(reading.userCompleteness == example.proof)
    #expect((reading.groupCompleteness == nil) == (example.groups == nil))
    var groups: [String: [String]] = [:]
    for row in 0..<snapshot.groups.count {
      let members = snapshot.members[row].map { snapshot.user(Int($0)).id ?? "" }
      groups[snapshot.group(row).name ?? ""] = members.sorted()
    }
    #expect(groups == example.groups ?? [:])
    #expect(reading.membershipCompleteness != .doubtful)
  }

  @Test(
    "a realm without people is no organization without people",
    arguments: [
      #"{"id":"r","realm":"e","keycloakVersion":"26","groups":null}"#,
      #"{"id":"r","realm":"e","keycloakVersion":"26"}"#,
      #"{"id":"r","realm":"e","keycloakVersion":"26","groups":[],"users":null}"#,
      #"[{"id":"r","realm":"e","keycloakVersion":"26","groups":[]}]"#,
    ]
  )
  func realm(text: String) async {
    #expect(
      await WrittenExport(["e-realm.json": text]).failure() == "incomplete-export users-missing"
    )
  }
}
