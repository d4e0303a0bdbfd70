import DirectoryModel
import DirectorySources
import Testing

/// `users.externalId`, `users.email` and `users.displayName` of an export.
@Suite struct ChosenAttributesTests {
  /// One person and the group that it is in, as a provider exports them, with a number of the staff, another address and
  /// another name.
  struct Directory: Sendable, CustomTestStringConvertible {
    let provider: String
    let externalID: String
    let email: String
    let displayName: String
    let files: [String: String]

    var testDescription: String { "\(provider) \(files.keys.sorted().joined(separator: " "))" }

    func settings(_ path: String) -> ExportSourceSettings {
      ExportSourceSettings(
        name: provider,
        path: path,
        provider: provider,
        attributes: ExportAttributes(
          externalID: externalID,
          email: email,
          displayName: displayName
        )
      )
    }
  }

  static let directories = [
    Directory(
      provider: "okta",
      externalID: "profile.employeeNumber",
      email: "profile.secondEmail",
      displayName: "profile.nickName",
      files: [
        "users.json": """
        [{"id":"00u1","profile":{"login":"ada","email":"ada@example.com","secondEmail":"Ada.L@example.org ",
        "employeeNumber":"E7","nickName":"Addie"}}]
        """, "groups.json": "[\(Okta.group("00g1", "One"))]",
        "members/00g1.json":
          #"[{"id":"00u1","profile":{"login":"ada","email":"ada@example.com"}}]"#,
      ]
    ),
    Directory(
      provider: "entra",
      externalID: "employeeId",
      email: "otherMails",
      displayName: "onPremisesExtensionAttributes.extensionAttribute1",
      files: [
        "users.json": """
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[{"id":"1-1",
        "userPrincipalName":"ada@example.com","mail":"ada@example.com","employeeId":"E7","otherMails":["ada.l@example.org",
        "a@example.net"],"onPremisesExtensionAttributes":{"extensionAttribute1":"Addie"}}]}
        """,
        "groups.json": """
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#groups","value":[{"id":"2-1","displayName":"One",
        "securityEnabled":true,"groupTypes":[]}]}
        """,
        "members/2-1.json": """
        {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#directoryObjects","value":[
        {"@odata.type":"#microsoft.graph.user","id":"1-1","mail":"ada@example.com"}]}
        """,
      ]
    ),
    // As PowerShell writes the same names.
    Directory(
      provider: "entra",
      externalID: "employeeId",
      email: "otherMails",
      displayName: "mailNickname",
      files: [
        "users.json": """
        [{"Id":"1-1","UserPrincipalName":"ada@example.com","EmployeeId":"E7","OtherMails":["ada.l@example.org"],
        "MailNickname":"Addie"}]
        """,
        "groups.json":
          #"[{"Id":"2-1","DisplayName":"One","SecurityEnabled":true,"GroupTypes":[]}]"#,
        "members.json": #"[{"GroupId":"2-1","Members":{"Id":"1-1"}}]"#,
      ]
    ),
    Directory(
      provider: "google",
      externalID: "externalIds.value",
      email: "recoveryEmail",
      displayName: "customSchemas.Staff.nick",
      files: [
        "users.json": """
        {"kind":"admin#directory#users","users":[{"id":"101","primaryEmail":"ada@example.com","suspended":false,
        "recoveryEmail":"ada.l@example.org","externalIds":[{"value":"E7","type":"organization"}],
        "customSchemas":{"Staff":{"nick":"Addie"}}}]}
        """,
        "groups.json": """
        {"kind":"admin#directory#groups","groups":[{"id":"g1","email":"one@example.com","name":"One",
        "directMembersCount":"2"}]}
        """,
        // The second names the first by an address, and the third is of another organization.
        "members-g1.json": """
        {"kind":"admin#directory#members","members":[{"email":"ada@example.com","type":"USER","role":"MEMBER",
        "status":"ACTIVE"},{"id":"900","email":"x@example.org","type":"USER","role":"MEMBER","status":"ACTIVE"}]}
        """,
      ]
    ),
    Directory(
      provider: "google",
      externalID: "customSchemas.Staff.number",
      email: "recoveryEmail",
      displayName: "customSchemas.Staff.nick",
      files: [
        "users.csv": """
        primaryEmail,id,recoveryEmail,customSchemas.Staff.number,customSchemas.Staff.nick
        ada@example.com,101,ada.l@example.org,E7,Addie

        """, "groups.csv": "email,id,name,directMembersCount\none@example.com,g1,One,1\n",
        "members.csv":
          "group,type,role,id,status,email\none@example.com,USER,MEMBER,101,ACTIVE,ada@example.com\n",
      ]
    ),
    Directory(
      provider: "keycloak",
      externalID: "attributes.employeeNumber",
      email: "attributes.workMail",
      displayName: "attributes.nick",
      files: [
        "realm.json": """
        {"id":"r","realm":"example","keycloakVersion":"26.1.0","groups":[{"id":"2-1","name":"One","path":"/One",
        "subGroups":[]}],"users":[{"id":"1-1","username":"ada","email":"ada@example.com","emailVerified":true,
        "enabled":true,"attributes":{"employeeNumber":["E7"],"workMail":["ada.l@example.org"],"nick":["Addie"]},
        "groups":["/One"]}]}
        """
      ]
    ),
    Directory(
      provider: "generic",
      externalID: "Employee Number",
      email: "work mail",
      displayName: "nick",
      files: [
        "users.csv": """
        id,email,Employee Number,work mail,nick
        u1,ada@example.com,E7,ada.l@example.org,Addie

        """, "groups.csv": "id,name\ng1,One\n",
        "memberships.csv": "groupId,memberId\ng1,u1\n",
      ]
    ),
    Directory(
      provider: "scim",
      externalID: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
      email: "emails.value",
      displayName: "nickName",
      files: [
        "users.json": """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1-1","userName":"ada","nickName":"Addie",
        "emails":[{"value":"ada.l@example.org"},{"value":"ada@example.com","primary":true}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"E7"}}]}
        """,
        "groups.json": """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"2-1","displayName":"One",
        "members":[{"value":"1-1"}]}]}
        """,
      ]
    ),
    Directory(
      provider: "ping",
      externalID: "employeeNumber",
      email: "mailAlternateAddress",
      displayName: "nickname",
      files: [
        "all.json": """
        {"result-type":"entry","dn":"uid=ada,dc=example","attributes":[{"name":"objectClass","values":["person"]},
        {"name":"entryUUID","values":["1-1"]},{"name":"mail","values":["ada@example.com"]},
        {"name":"employeeNumber","values":["E7"]},{"name":"mailAlternateAddress","values":["ada.l@example.org"]},
        {"name":"nickname","values":["Addie"]}]}
        {"result-type":"entry","dn":"cn=one,dc=example","attributes":[{"name":"objectClass","values":["groupOfNames"]},
        {"name":"entryUUID","values":["2-1"]},{"name":"cn","values":["One"]},{"name":"member","values":["uid=ada,dc=example"]}]}
        {"result-type":"search-result","result-code":0,"entries-returned":2,"references-returned":0}
        """
      ]
    ),
  ]

  @Test(
    "who somebody is comes from the attributes that are chosen, and references still fit",
    arguments: directories
  )
  func chosen(directory: Directory) async throws {
    let snapshot = try await WrittenExport(directory.files).read(configure: directory.settings)
    let user = try #require(snapshot.user(id: "E7"))
    #expect(user.email == "ada.l@example.org")
    #expect(user.displayName == "Addie")
    #expect(snapshot.users.count == 1)
    #expect(snapshot.groups.count == 1)
    #expect(snapshot.members[0].map { snapshot.user(Int($0)).id } == ["E7"])
    #expect(snapshot.advisories("unknown-member") == [])
    #expect(snapshot.readings[0].userCompleteness != .doubtful)
  }

  @Test("without a choice the provider's own stand", arguments: directories)
  func own(directory: Directory) async throws {
    let snapshot = try await WrittenExport(directory.files).read()
    let user = snapshot.user(0)
    #expect(["00u1", "1-1", "101", "u1"].contains(user.id))
    #expect(user.email == "ada@example.com" || directory.provider == "entra" && user.email != nil)
    #expect(snapshot.members[0].map { snapshot.user(Int($0)).id } == [user.id])
  }

  private static func read(
    _ attributes: ExportAttributes,
    filter: String? = nil,
    _ users: String...
  ) -> (WrittenExport, (String) -> ExportSourceSettings) {
    let export = WrittenExport(["users.json": "[" + users.joined(separator: ",") + "]"])
    return (
      export,
      {
        ExportSourceSettings(name: "okta", path: $0, attributes: attributes, userFilter: filter)
      }
    )
  }

  private static let numbered =
    #"{"id":"u1","status":"ACTIVE","profile":{"login":"a","email":"a@example.com","number":7}}"#

  @Test
  func `whoever lacks the chosen id makes the export an error, unless a filter leaves them out`()
    async throws
  {
    let number = ExportAttributes(externalID: "profile.number")
    let other = Okta.user("u2", "b@example.com")
    let (export, all) = Self.read(number, Self.numbered, other)
    #expect(await export.failure(configure: all) == "invalid-record missing-id")
    let (_, some) = Self.read(number, filter: "profile.number pr")
    let snapshot = try await export.read(configure: some)
    #expect((0..<2).map { snapshot.user($0).id } == ["7", nil])
    #expect(snapshot.user(1).marks == .leftOutByFilter)
  }

  @Test func `whoever lacks the chosen address or name has none`() async throws {
    let attributes = ExportAttributes(email: "profile.second", displayName: "profile.number")
    let second =
      #"{"id":"u2","profile":{"login":"b","email":"b@example.com","second":"b@example.org"}}"#
    let (export, settings) = Self.read(attributes, Self.numbered, second)
    let snapshot = try await export.read(configure: settings)
    #expect(snapshot.user(id: "u1")?.email == nil)
    #expect(snapshot.user(id: "u1")?.displayName == "7")
    #expect(snapshot.user(id: "u2")?.email == "b@example.org")
    #expect(snapshot.user(id: "u2")?.displayName == nil)
    #expect(snapshot.advisories("missing-email") == ["u1"])
    #expect(
      snapshot.readings[0].attributeCounts == ["email": 1, "displayName": 1, "status": 1]
    )
  }

  @Test(
    "an attribute that nobody has is an error rather than an organization without addresses",
    arguments: [
      ExportAttributes(externalID: "profile.nunber"), ExportAttributes(email: "second"),
      ExportAttributes(displayName: "profile"),
    ]
  )
  func unmet(attributes: ExportAttributes) async {
    let (export, settings) = Self.read(attributes, filter: "profile.none pr", Self.numbered)
    #expect(
      await export.failure(configure: settings) == "incomplete-export attribute-missing"
    )
  }

  @Test(
    "what is no attribute of a user is a mistake in the configuration",
    arguments: ["groups.id", "users", "a..b", ""]
  )
  func wrong(path: String) async {
    let (export, settings) = Self.read(ExportAttributes(email: path), Self.numbered)
    #expect(await export.failure(configure: settings) == "configuration attribute")
  }

  @Test func `ids that a spreadsheet has rounded are refused here too`() async {
    let rounded =
      #"{"id":"u1","profile":{"login":"a","email":"a@example.com","number":"1.08E+20"}}"#
    let (export, settings) = Self.read(ExportAttributes(externalID: "profile.number"), rounded)
    #expect(await export.failure(configure: settings) == "invalid-record id-precision-lost")
  }

  @Test func `one person with two chosen ids is two entries for the resolver`() async throws {
    let attributes = ExportAttributes(externalID: "profile.number")
    let twin =
      #"{"id":"u1","status":"ACTIVE","profile":{"login":"a","email":"a@example.com","number":8}}"#
    let (export, settings) = Self.read(attributes, Self.numbered, twin)
    let snapshot = try await export.read(configure: settings)
    #expect((0..<snapshot.users.count).map { snapshot.user($0).id ?? "" }.sorted() == ["7", "8"])
  }

  @Test func `somebody deleted whom only a member list shows needs no chosen id`() async throws {
    let gone = Okta.user("u3", "gone@example.com", status: "DEPROVISIONED")
    let export = WrittenExport([
      "users.json": "[\(Self.numbered)]", "groups.json": "[\(Okta.group("g1", "One"))]",
      "members.json": "{\"g1\":[\(gone),\"u1\"]}",
    ])
    let snapshot = try await export.read { path in
      ExportSourceSettings(
        name: "okta",
        path: path,
        attributes: ExportAttributes(externalID: "profile.number")
      )
    }
    let deleted = (0..<2).map(snapshot.user).first { $0.state == .deleted }
    #expect(deleted?.email == "gone@example.com")
    #expect(deleted?.id == nil)
    #expect(Set(snapshot.members[0].map { snapshot.user(Int($0)).id }) == [nil, "7"])
  }
}
