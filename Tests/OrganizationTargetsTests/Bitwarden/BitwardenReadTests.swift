import DirectoryModel
import HTTPTransport
import HTTPTypes
import OrganizationTargets
import TestSupport
import Testing

@Suite struct BitwardenReadTests {
  private static func read(_ script: BitwardenScript) async throws -> OrganizationSnapshot {
    try await script.target().0.read { _ in }
  }

  @Test func `members, groups and memberships are read`() async throws {
    let snapshot = try await Self.read(BitwardenScript())
    #expect(snapshot.identity.id == BitwardenScript.organization)
    #expect(snapshot.identity.place == "api.example.com")
    #expect(
      (0..<3).map { snapshot.member($0).email } == [
        "grace@example.com", "ada@example.com", "alan@example.com",
      ]
    )
    #expect(snapshot.members.statuses == [.confirmed, .invited, .revoked])
    #expect(snapshot.members.roles == [.owner, .user, .custom])
    #expect(snapshot.member(0).externalID == nil)
    #expect(snapshot.group(0).externalID == "grp-1")
    #expect(Array(snapshot.memberships[0]).sorted() == [0, 2])
    #expect(snapshot.seats == .init(total: 10, used: 2))
    #expect(snapshot.capabilities.canRevoke)
    #expect(snapshot.capabilities.emailChangeableIn.isEmpty)
  }

  @Test func `numbers that nobody knows are unknown statuses and roles above user`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/members"] = [
      .text(
        BitwardenScript.list([
          BitwardenScript.member(BitwardenScript.grace, "a@example.com", status: 7, type: 9),
          BitwardenScript.member(BitwardenScript.alan, "b@example.com", status: 3, type: 1),
        ])
      )
    ]
    let snapshot = try await Self.read(script)
    #expect(snapshot.members.statuses == [.unknown, .staged])
    #expect(snapshot.members.roles == [.custom, .admin])
  }

  @Test func `all seven fields of a token request are sent, escaped`() async throws {
    let (target, server) = try BitwardenScript().target()
    _ = try await target.read { _ in }
    let call = await server.calls.first { $0.hasPrefix("POST /connect/token") }
    #expect(
      call
        == "POST /connect/token grant_type=client_credentials&scope=api.organization&client_id=organization.\(BitwardenScript.organization)&client_secret=K7%2F%2B%20%26%3D&deviceType=25&deviceIdentifier=0d2f3a52-6a1e-4f0b-9b1c-7e54b7d1c0aa&deviceName=rollcall"
    )
  }

  @Test(
    "servers before 2026.2.0 cannot revoke",
    arguments: [
      ("2026.8.0", true), ("2026.2.0", true), ("2026.1.1", false), ("2025.12.3", false),
      ("2027.1.0", true), ("", false),
    ]
  )
  func versions(version: String, canRevoke: Bool) async throws {
    var script = BitwardenScript()
    script.answers["GET /config"] = [.text(#"{"version":"\#(version)","server":null}"#)]
    let capabilities = try await Self.read(script).capabilities
    #expect(capabilities.canRevoke == canRevoke)
    #expect(capabilities.canRestore == canRevoke)
    #expect((capabilities.limitationNote == nil) == canRevoke)
  }

  @Test func `Vaultwarden is refused before a secret leaves`() async throws {
    var script = BitwardenScript()
    script.answers["GET /config"] = [
      .text(#"{"version":"2026.6.0","server":{"name":"Vaultwarden","url":"x"}}"#)
    ]
    let (target, server) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.category == .organization)
    #expect(error?.summary.contains("Vaultwarden") == true)
    #expect(await server.calls == ["GET /config"])
  }

  @Test func `a Vaultwarden that hides its name is told by its answers`() async throws {
    var script = BitwardenScript()
    let answer = #"{"error":{"code":404,"reason":"Not Found","description":"Nothing here"}}"#
    for path in ["policies", "members", "groups"] {
      script.answers["GET /public/\(path)"] = [.text(answer, status: 404)]
    }
    let (target, server) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.summary.contains("this is Vaultwarden") == true)
    #expect(await server.calls("POST") == [])
  }

  @Test func `a refused key ends the run as refused credentials, without the secret`() async throws
  {
    var script = BitwardenScript()
    script.answers["POST /connect/token"] = [.text(#"{"error":"invalid_client"}"#, status: 400)]
    let (target, _) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.category == .credentials)
    #expect(error?.summary.contains("invalid_client") == true)
    #expect(error?.summary.contains("K7") == false)
  }

  @Test func `a token service that repeats the secret is not quoted`() async throws {
    var script = BitwardenScript()
    script.answers["POST /connect/token"] = [
      .text(#"{"error":"bad secret: K7/+ &="}"#, status: 400)
    ]
    let (target, _) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.category == .credentials)
    #expect(error?.summary.contains("K7") == false)
  }

  @Test("a list that goes on is no whole one", arguments: ["members", "groups"])
  func paged(list: String) async throws {
    var script = BitwardenScript()
    script.answers["GET /public/\(list)"] = [
      .text(#"{"object":"list","data":[],"continuationToken":"more"}"#)
    ]
    let (target, _) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.category == .organization)
    #expect(error?.summary.contains("continuation token") == true)
  }

  @Test func `a page of HTML is told as not Bitwarden's`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/members"] = [.text("<html>Welcome</html>")]
    let (target, _) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.category == .organization)
    #expect(error?.summary.contains("not Bitwarden's") == true)
  }

  @Test func `an address without the API is told as such, with a cure`() async throws {
    var script = BitwardenScript()
    script.answers["GET /config"] = [.empty(404)]
    script.answers["GET /public/policies"] = [.empty(404)]
    let (target, _) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(
      error?.summary
        == "cannot read the organization's policies: the server has no such path"
    )
    #expect(error?.hint?.contains("organization.url") == true)
  }

  @Test(
    "a list that is no whole list of members is an error, never a smaller organization",
    arguments: [
      #"{"object":"list"}"#, #"{"object":"list","data":null}"#, "[]", "",
      #"{"object":"list","data":[{"id":"../x","type":2,"status":2}]}"#,
      #"{"object":"list","data":[{"id":"8c1f4c0e-2d0b-4a1c-9a3c-b2f900c1d2e3","type":2}]}"#,
      #"{"object":"list","data":[7]}"#, #"{"object":"list","data":[{"id":"#,
    ]
  )
  func damaged(body: String) async throws {
    var script = BitwardenScript()
    script.answers["GET /public/members"] = [.text(body)]
    let (target, _) = try script.target()
    await #expect(throws: TargetError.self) { try await target.read { _ in } }
  }

  @Test func `a member listed twice is an error`() async throws {
    var script = BitwardenScript()
    let twice = BitwardenScript.members[0]
    script.answers["GET /public/members"] = [.text(BitwardenScript.list([twice, twice]))]
    let (target, _) = try script.target()
    await #expect(throws: TargetError.self) { try await target.read { _ in } }
  }

  @Test func `a group that went away while reading is untouchable`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/groups/\(BitwardenScript.engineering)/member-ids"] = [.empty(404)]
    #expect(try await Self.read(script).untouchableGroups.keys.sorted() == [0])
  }

  @Test func `a group whose members cannot be read for a passing reason ends the read`()
    async throws
  {
    var script = BitwardenScript()
    script.answers["GET /public/groups/\(BitwardenScript.engineering)/member-ids"] = [.empty(503)]
    let (target, _) = try script.target()
    await #expect(throws: TargetError.self) { try await target.read { _ in } }
  }

  @Test func `ids that the list of members lacks are left out`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/groups/\(BitwardenScript.engineering)/member-ids"] = [
      .text(#"["00000000-0000-4000-8000-000000000000","\#(BitwardenScript.ada)"]"#)
    ]
    #expect(Array(try await Self.read(script).memberships[0]) == [1])
  }

  @Test func `a server that repeats a token is not quoted with it`() async throws {
    var script = BitwardenScript()
    script.answers["POST /connect/token"] = [
      .text(#"{"access_token":"eyJ.secret.token","expires_in":3600}"#)
    ]
    script.answers["GET /public/members"] = [
      .text(#"{"object":"error","message":"bad eyJ.secret.token"}"#, status: 400)
    ]
    let (target, _) = try script.target()
    let error = await #expect(throws: TargetError.self) { try await target.read { _ in } }
    #expect(error?.summary.hasSuffix("bad <redacted>") == true)
  }

  @Test func `the two-step policy foretells refused restores`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/policies"] = [
      .text(BitwardenScript.list([#"{"object":"policy","type":0,"enabled":true}"#]))
    ]
    #expect(try await Self.read(script).restoreRefusals.keys.sorted() == [2])
    #expect(try await Self.read(BitwardenScript()).restoreRefusals.isEmpty)
  }

  @Test func `a server of one's own is not asked for seats`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/organization/subscription"] = nil
    let (target, _) = try script.target(isCloud: false)
    #expect(try await target.read { _ in }.seats == .init(total: nil, used: 2))
  }

  @Test func `the server's clock is compared with ours`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/members"] = [
      .text(
        BitwardenScript.list([]),
        fields: [.date: "Sun, 06 Nov 1994 08:49:37 GMT"]
      )
    ]
    let (target, _) = try script.target(clock: ManualClock(wallStart: 784_111_177))
    #expect(try await target.read { _ in }.clockSkew == 600)
  }

  @Test func `a token that expires while reading is renewed`() async throws {
    var script = BitwardenScript()
    script.answers["GET /public/groups"] = [
      .empty(401), .text(BitwardenScript.list([])),
    ]
    let (target, server) = try script.target()
    #expect(try await target.read { _ in }.groups.count == 0)
    #expect(await server.calls.filter { $0.hasPrefix("POST /connect/token") }.count == 2)
  }

  @Test(
    "a client id that names no organization is a fault of the configuration",
    arguments: ["user.\(BitwardenScript.organization)", "organization.../x", "organization."]
  )
  func clientID(text: String) async throws {
    let settings = BitwardenSettings(
      apiURL: "https://api.example.com",
      identityURL: "https://identity.example.com",
      isCloud: true,
      clientID: text,
      clientSecret: ""
    )
    let target = try BitwardenTarget(settings, transport: ScriptedTransport([:]))
    let error = await #expect(throws: TargetError.self) { try await target.identify() }
    #expect(error?.category == .configuration)
  }
}
