import JSONReader
import TestSupport
import Testing

/// A directory in, a file organization made to match: by the built binary, against a slapd that changes between runs.
@Suite(
  .serialized,
  .needs(.slapd),
  .ldapServer(
    .slapd,
    ["--users", "60", "--groups", "4", "--awkward", "0", "--foreign", "0", "--disabled", "0"]
  )
)
struct DirectoryToFileTests {
  /// Runs the binary with a source of that address and further keys.
  private func run(
    _ site: Site,
    _ arguments: String...,
    url: String? = nil,
    keys: String = ""
  ) async throws -> RollcallProcess.Result {
    let server = try LDAPServer.running()
    try site.write(server.password, to: "secret")
    try site.protect("secret")
    try site.write(
      """
      { "sources": [ { "kind": "ldap", "name": "hq", "urls": ["\(url ?? server.url)"],
          "caFile": "\(server.authority)", "timeout": "2m",
          "bind": { "method": "simple", "dn": "\(server.reader)", "password": "file:secret" },
          "users": { "base": "ou=people,\(server.base)" },
          "groups": { "base": "ou=groups,\(server.base)" } \(keys) } ],
        "organization": { "kind": "file", "path": "organization.json" },
        "run": { "state": "state" } }
      """,
      to: "config.json"
    )
    return try await RollcallProcess.run(arguments + ["--config", site.configurationPath])
  }

  private func member(_ site: Site, _ email: String) throws -> JSONValue? {
    try site.organization()["members"]?.array?.first { $0["email"]?.string == email }
  }

  /// A rename as servers with referential integrity do it: the groups follow.
  private func rename(_ mail: String, to rdn: String) throws {
    let server = try LDAPServer.running()
    let old = try #require(server.expectation.users[mail]?.dn)
    var changes = "dn: \(old)\nchangetype: modrdn\nnewrdn: \(rdn)\ndeleteoldrdn: 0\n"
    for group in server.expectation.groups.values where group.direct.contains(mail) {
      changes += "\ndn: \(group.dn)\nchangetype: modify\ndelete: member\nmember: \(old)\n-\n"
      changes += "add: member\nmember: \(rdn),ou=people,\(server.base)\n"
    }
    try server.modify(changes)
  }

  @Test func `first run, in sync, a new name, a new address, three who leave in three ways`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let server = try LDAPServer.running()
      let site = Site(folder, people: 0)
      let people = "ou=people,\(server.base)"
      let first = try await run(site, "sync", "--yes")
      #expect(first.code == 0, "\(first.output)\(first.errors)")
      #expect(try site.organization()["members"]?.array?.count == 60)
      #expect(try site.organization()["groups"]?.array?.count == 4)
      let second = try await run(site, "sync", "--yes")
      #expect(
        second.output.hasPrefix("in sync: 60 users, 60 members, 4 groups"),
        "\(second.output)"
      )

      try rename("p000001@lab.example", to: "cn=renamed")
      let renamed = try await run(site, "sync", "--yes")
      #expect(renamed.code == 0)
      #expect(renamed.output.hasPrefix("in sync"), "\(renamed.output)")

      let id = try member(site, "p000002@lab.example")?["externalId"]?.string
      try server.modify(
        """
        dn: uid=p000002,\(people)
        changetype: modify
        replace: mail
        mail: new.name@lab.example

        dn: uid=p000003,\(people)
        changetype: modify
        add: pwdAccountLockedTime
        pwdAccountLockedTime: 000001010000Z

        dn: uid=p000004,\(people)
        changetype: delete

        dn: uid=p000005,\(people)
        changetype: modrdn
        newrdn: uid=p000005
        deleteoldrdn: 1
        newsuperior: ou=groups,\(server.base)

        """
      )
      let why = try await run(site, "explain", "p000005@lab.example")
      #expect(why.output.contains("ou=groups,\(server.base)"), "\(why.output)\(why.errors)")
      let churn = try await run(site, "sync", "--yes")
      #expect(churn.code == 0, "\(churn.output)\(churn.errors)")
      #expect(id != nil)
      #expect(try member(site, "new.name@lab.example")?["externalId"]?.string == id)
      for number in 3...5 {
        let status = try member(site, "p00000\(number)@lab.example")?["status"]?.string
        #expect(status == "revoked", "p00000\(number)")
      }
      let revoked = try site.organization()["members"]?.array?.count {
        $0["status"]?.string == "revoked"
      }
      #expect(revoked == 3)
      #expect(try await run(site, "sync", "--yes").output.hasPrefix("in sync"))

      try await hides(site, server)
    }
  }

  /// After good runs: what is hidden stops the run or fails the read, and nothing is changed.
  private func hides(_ site: Site, _ server: LDAPServer) async throws {
    let before = try site.organizationBytes()
    for (words, codes) in [
      (["hidedn=p0000[1-4].*people"], [3]), (["hide=mail"], [3, 5]), (["end=20"], [3, 5]),
      (["drop=20"], [5]), (["result=20,4"], [5]), (["hide=entryUUID"], [5]),
    ] as [([String], [Int32])] {
      let result = try await server.behindProxy(words) { url in
        try await run(site, "sync", "--yes", url: url)
      }
      #expect(codes.contains(result.code), "\(words): \(result.code) \(result.errors)")
      #expect(result.errors.contains("rollcall: exit \(result.code):"), "\(result.errors)")
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `check says how the directory is reached, and what the system's settings would do`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let server = try LDAPServer.running()
      let site = Site(folder, people: 0)
      let secure = try await run(site, "check", url: server.ldapsURL)
      #expect(secure.code == 0, "\(secure.output)\(secure.errors)")
      let text = secure.output + secure.errors
      #expect(text.contains("\(server.ldapsURL) · TLS"), "\(text)")
      #expect(text.contains("bound as cn=reader,o=service · openldap"), "\(text)")
      let wrong = try await run(
        site,
        "check",
        url: server.ldapsURL,
        keys: #", "schema": "openldap", "certificateFile": "none.pem""#
      )
      #expect(wrong.code != 0)
    }
  }

  @Test func `a client certificate binds, and without one EXTERNAL is refused`() async throws {
    try await inTemporaryFolder { folder in
      let server = try LDAPServer.running()
      let site = Site(folder, people: 0)
      for withCertificate in [true, false] {
        let files =
          withCertificate
          ? #""certificateFile": "\#(server.certificate("client")).crt", "keyFile": "\#(server.certificate("client")).key","#
          : ""
        try site.write(
          """
          { "sources": [ { "kind": "ldap", "name": "hq", "urls": ["\(server.ldapsURL)"], \(files)
              "caFile": "\(server.authority)", "bind": { "method": "external" },
              "users": { "base": "ou=people,\(server.base)" } } ],
            "organization": { "kind": "file", "path": "organization.json" },
            "run": { "state": "state" } }
          """,
          to: "config.json"
        )
        let shown = try await RollcallProcess.run([
          "show", "source", "--config", site.configurationPath,
        ])
        #expect(shown.code == (withCertificate ? 0 : 77), "\(shown.errors)")
        #expect(shown.output.contains("p000010@lab.example") == withCertificate)
      }
    }
  }

  @Test func `a filter of one's own tells who is disabled`() async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 0)
      let server = try LDAPServer.running()
      let keys =
        #", "users": { "base": "ou=people,\#(server.base)", "disabled": "(uid=p00005*)" }"#
      try site.write(server.password, to: "secret")
      try site.protect("secret")
      try site.write(
        """
        { "sources": [ { "kind": "ldap", "name": "hq", "urls": ["\(server.url)"],
            "bind": { "method": "simple", "dn": "\(server.reader)", "password": "file:secret" }
            \(keys) } ],
          "organization": { "kind": "file", "path": "organization.json" },
          "run": { "state": "state" } }
        """,
        to: "config.json"
      )
      let run = try await RollcallProcess.run([
        "show", "source", "--format", "json", "--config", site.configurationPath,
      ])
      let users = try JSONValue(parsing: [UInt8](run.output.utf8))["users"]?.array ?? []
      let disabled = users.filter { $0["active"]?.bool == false }
      #expect(disabled.contains { $0["email"]?.string == "p000051@lab.example" })
      #expect(!disabled.contains { $0["email"]?.string == "p000049@lab.example" })
    }
  }
}
