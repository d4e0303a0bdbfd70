import DirectoryModel
import DirectorySources
import Testing

/// Users who say which groups they are in cover all groups only if each of them does.
@Suite struct UserGroupsTests {
  private static let missing = "incomplete-export membership-missing"

  /// OneLogin v2: the list of users, and answers about single ones.
  private static func oneLogin(_ singles: String...) -> WrittenExport {
    let users = (1...3).map {
      #"{"id":\#($0),"email":"u\#($0)@example.com","firstname":"A","lastname":"B","status":1}"#
    }
    return WrittenExport([
      "users.http": "HTTP/1.1 200 OK\nTotal-Count: 3\n\n[\(users.joined(separator: ","))]",
      "roles.http": "HTTP/1.1 200 OK\nTotal-Count: 1\n\n" + #"[{"id":9,"name":"Eng"}]"#,
      "people.json": singles.joined(separator: "\n"),
    ])
  }

  private static func single(_ id: Int, _ roles: String) -> String {
    """
    {"id":\(id),"email":"u\(id)@example.com","firstname":"A","lastname":"B","status":1,"role_ids":\(roles)}
    """
  }

  @Test func `a loop over single users that was cut short leaves memberships unknown`() async throws
  {
    let cut = Self.oneLogin(Self.single(1, "[9]"), Self.single(2, "[9]"))
    #expect(await cut.failure() == Self.missing)
    let error = await #expect(throws: SourceError.self) { try await cut.read() }
    #expect(error?.summary.contains("but the user '3' does not, and may be in '9'") == true)

    let whole = Self.oneLogin(Self.single(1, "[9]"), Self.single(2, "null"), Self.single(3, "[]"))
    #expect(try await whole.read().members(ofGroup: "9") == ["1"])
  }

  private static func jumpCloud(_ pages: [String: String]) -> WrittenExport {
    let users = (1...3).map {
      """
      {"_id":"00000000000000000000000\($0)","username":"u","firstname":"A","lastname":"L",
      "suspended":false,"activated":true}
      """
    }
    var files = [
      "users.json": #"{"totalCount":3,"results":[\#(users.joined(separator: ","))]}"#,
      "groups.json": #"[{"id":"ffffffffffffffffffffffff","type":"user_group","name":"Eng"}]"#,
    ]
    for (user, content) in pages { files["memberof/00000000000000000000000\(user).json"] = content }
    return WrittenExport(files)
  }

  private static let inGroup =
    #"[{"id":"ffffffffffffffffffffffff","type":"user_group","paths":[[{"from":{},"to":{}}]]}]"#

  @Test func `groups of a user that are in files have to be there for every user`() async throws {
    let cut = Self.jumpCloud(["1": Self.inGroup, "2": "[]"])
    #expect(await cut.failure() == Self.missing)
    let whole = Self.jumpCloud(["1": Self.inGroup, "2": "[]", "3": Self.inGroup])
    let members = try await whole.read().members(ofGroup: "ffffffffffffffffffffffff")
    #expect(members == ["000000000000000000000001", "000000000000000000000003"])
  }

  /// `count` is what the group itself says, if it does.
  private static func pingOne(owners: [Int], count: Int?) -> WrittenExport {
    let users = (1...3).map {
      #"{"id":"u\#($0)","environment":{"id":"e"},"population":{"id":"p"},"username":"u","enabled":true}"#
    }
    let link = #""_links":{"self":{"href":"https://x/environments/e"#
    let counts = count.map { #"{"users":\#($0)}"# } ?? "{}"
    var files = [
      "users.json":
        #"{\#(link)/users"}},"_embedded":{"users":[\#(users.joined(separator: ","))]}}"#,
      "groups.json": """
      {\(link)/groups"}},"_embedded":{"groups":[{"id":"g1","name":"G","directMemberCounts":\(counts)}]}}
      """,
    ]
    for user in owners {
      files["of-\(user).json"] = """
        {\(link)/users/u\(user)/memberOfGroups"}},
        "_embedded":{"groupMemberships":[{"id":"g1","name":"G","type":"DIRECT"}]}}
        """
    }
    return WrittenExport(files)
  }

  @Test func `groups of a user that PingOne answered have to be there for every user`() async throws
  {
    #expect(await Self.pingOne(owners: [1, 2], count: nil).failure() == Self.missing)
    #expect(await Self.pingOne(owners: [1, 2], count: 3).failure() == Self.missing)
    let whole = try await Self.pingOne(owners: [1, 2, 3], count: nil).read()
    #expect(whole.members(ofGroup: "g1") == ["u1", "u2", "u3"])
  }

  @Test func `a group's own count proves what only some users say`() async throws {
    let snapshot = try await Self.pingOne(owners: [1, 2], count: 2).read()
    #expect(snapshot.members(ofGroup: "g1") == ["u1", "u2"])
    #expect(snapshot.readings[0].membershipCompleteness == .proven)
  }

  @Test func `who is deleted or left out need not say which groups it is in`() async throws {
    func user(_ id: String, _ status: String, _ groups: String) -> String {
      #"{"id":"\#(id)","status":"\#(status)","profile":{"login":"\#(id)"}\#(groups)}"#
    }
    let groups = #","groups":[\#(Okta.group("g1", "One"))]"#
    let export = WrittenExport([
      "users.json": Okta.users(
        user("u1", "ACTIVE", groups),
        user("u2", "DEPROVISIONED", ""),
        user("u3", "STAGED", "")
      )
    ])
    #expect(await export.failure() == Self.missing)
    let snapshot = try await export.read {
      ExportSourceSettings(name: "okta", path: $0, userFilter: #"status ne "STAGED""#)
    }
    #expect(snapshot.members(ofGroup: "g1") == ["u1"])
  }

  @Test func `Authelia's people who are in no group need not say so`() async throws {
    let snapshot = try await WrittenExport([
      "users.json": """
      {"users":{"ada":{"disabled":false,"displayname":"Ada","groups":["dev"]},
      "bea":{"disabled":false,"displayname":"Bea"}}}
      """
    ]).read()
    #expect(snapshot.members(ofGroup: "dev") == ["ada"])
    #expect(snapshot.readings[0].membershipCompleteness == .proven)
  }
}
