import TestSupport
import Testing

/// The built binary against a real SCIM server.
@Suite(.needs(.strict), .scimServer(.strict))
struct SCIMServiceTests {
  @Test func `an export goes to a SCIM service, is in sync, and a leaver comes back`() async throws
  {
    let server = try SCIMServer.running()
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 8)
      site.groups = [.init(id: "g1", name: "Staff", members: ["u1", "u2", "u3"])]
      site.target = #"{"kind":"scim","url":"\#(server.url)","token":"file:token"}"#
      site.settings = #", "protect": {"roles": []}"#
      try site.write(server.token, to: "token")
      try site.protect("token")
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.output)\(first.errors)")
      #expect(first.output.contains("12 applied, 0 failed"), "\(first.output)")
      let second = try await site.run("sync", "--yes")
      #expect(second.output == "in sync: 8 users, 8 members, 1 group; nothing to do\n")
      let check = try await site.run("check")
      #expect(check.code == 0, "\(check.errors)")
      #expect(check.output.contains("found: ServiceProviderConfig: offered"), "\(check.output)")
      #expect(check.output.contains("tried: filter on externalId: works"), "\(check.output)")
      #expect(check.output.contains("used: preset generic, PATCH"), "\(check.output)")
      let protected = site.settings
      site.settings = ""
      #expect(try await site.run("plan").code == 78)
      let unprotected = try await site.run("check")
      #expect(unprotected.code == 78, "\(unprotected.output)\(unprotected.errors)")
      #expect(
        unprotected.output.contains("fail  plan              the organization shows no roles"),
        "\(unprotected.output)"
      )
      site.settings = protected
      site.users[1].isActive = false
      site.groups?[0].members = ["u2", "u3", "u4"]
      let third = try await site.run("sync", "--yes")
      #expect(third.code == 0, "\(third.output)\(third.errors)")
      #expect(third.output.contains("- revoke  p1@example.com"), "\(third.output)")
      site.users[1].isActive = true
      let fourth = try await site.run("sync", "--yes")
      #expect(fourth.code == 0, "\(fourth.output)\(fourth.errors)")
      #expect(fourth.output.contains("+ restore p1@example.com"), "\(fourth.output)")
      #expect(try await site.run("sync", "--yes").output.hasPrefix("in sync"))
      try site.write("wrong", to: "token")
      #expect(try await site.run("plan").code == 77)
    }
  }
}
