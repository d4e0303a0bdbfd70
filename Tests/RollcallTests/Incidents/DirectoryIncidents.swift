import JSONReader
import TestSupport
import Testing

/// What other tools did to people when their LDAP directory answered badly: here nothing is changed, and the end says why.
@Suite(
  .serialized,
  .timeLimit(.minutes(5)),
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "60", "--groups", "3"])
)
struct DirectoryIncidents {
  /// A site whose organization matches the directory.
  private static func inFilledSite(
    _ body: (inout Site, LDAPServer) async throws -> Void
  ) async throws {
    let server = try LDAPServer.running()
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 0)
      try site.write(server.password, to: "password")
      try site.protect("password")
      site.source = source(server, server.url)
      let first = try await site.run("sync", "--yes")
      #expect(first.code == 0, "\(first.errors)")
      try await body(&site, server)
    }
  }

  private static func source(
    _ server: LDAPServer,
    _ url: String,
    reader: String? = nil,
    people: String = "people",
    more: String = ""
  ) -> String {
    """
    { "kind": "ldap", "name": "lab", "urls": ["\(url)"] \(more),
      "bind": { "method": "simple", "dn": "\(reader ?? server.reader)", "password": "file:password" },
      "users": { "base": "ou=\(people),\(server.base)" },
      "groups": { "base": "ou=groups,\(server.base)" } }
    """
  }

  /// Syncs, and expects an end with `code` that says `words` and leaves the organization as it was.
  private static func expect(
    _ code: Int32,
    _ words: String,
    _ site: Site,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let before = try site.organizationBytes()
    let run = try await site.run("sync", "--yes")
    #expect(run.code == code, "\(run.output)\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.errors.contains(words), "\(run.errors)", sourceLocation: sourceLocation)
    #expect(try site.organizationBytes() == before, sourceLocation: sourceLocation)
  }

  @Test func `a server that is down is not an empty directory`() async throws {
    try await Self.inFilledSite { site, server in
      site.source = Self.source(server, "ldap://127.0.0.1:1")
      try await Self.expect(5, "rollcall: exit 5", site)
    }
  }

  @Test(
    "an answer that ends early is no answer",
    arguments: [
      (["result=20,3"], "timeLimitExceeded"), (["nopaging", "page=20"], "sizeLimitExceeded"),
      (["result=20,11"], "adminLimitExceeded"), (["drop=20"], "connection was lost"),
    ] as [([String], String)]
  )
  func partial(fault: [String], words: String) async throws {
    try await Self.inFilledSite { site, server in
      try await server.behindProxy(fault) { url in
        site.source = Self.source(server, url)
        try await Self.expect(5, words, site)
      }
    }
  }

  @Test func `a page two that was never read is seen against the last good run`() async throws {
    try await Self.inFilledSite { site, server in
      try await server.behindProxy(["end=20"]) { url in
        site.source = Self.source(server, url)
        try await Self.expect(3, "sourceShrink", site)
      }
    }
  }

  @Test func `a locked or changed bind account changes nothing`() async throws {
    try await Self.inFilledSite { site, _ in
      try site.write("changed", to: "password")
      try await Self.expect(77, "invalidCredentials", site)
    }
  }

  @Test func `a bind account that lost its rights sees nobody, and nobody leaves`() async throws {
    try await Self.inFilledSite { site, server in
      site.source = Self.source(server, server.url, reader: "cn=nobody,o=service")
      try await Self.expect(5, "rollcall: exit 5", site)
    }
  }

  @Test func `a bind account that may not read mail any more invites and removes nobody`()
    async throws
  {
    try await Self.inFilledSite { site, server in
      site.source = Self.source(server, server.url, reader: "cn=blind,o=service")
      let before = try site.organizationBytes()
      let run = try await site.run("sync", "--yes")
      #expect([3, 5].contains(run.code), "\(run.output)\(run.errors)")
      #expect(try site.organizationBytes() == before)
    }
  }

  @Test func `a renamed organizational unit is an error, not an empty one`() async throws {
    try await Self.inFilledSite { site, server in
      site.source = Self.source(server, server.url, people: "staff")
      try await Self.expect(5, "noSuchObject", site)
    }
  }

  @Test func `a certificate check that is off is told in every run`() async throws {
    try await Self.inFilledSite { site, server in
      site.source = Self.source(
        server,
        server.ldapsURL,
        more: #", "verifyCertificate": false"#
      )
      let plan = try await site.run("plan", "--all")
      #expect(plan.code == 0, "\(plan.errors)")
      #expect(plan.output.contains("is not checked"), "\(plan.output)")
      let checked = try await site.run("check")
      #expect(checked.output.contains("certificate"), "\(checked.output)")
    }
  }
}
