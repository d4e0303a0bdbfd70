import TestSupport
import Testing

/// What protects the way to a directory, and what of the machine's own settings counts: by the built binary.
@Suite(
  .timeLimit(.minutes(5)),
  .needs(.slapd),
  .ldapServer(.slapd, ["--users", "12", "--groups", "2", "--depth", "1", "--disabled", "0"])
)
struct DirectoryProtectionTests {
  private func inSite(
    _ body: (Site, LDAPServer) async throws -> Void
  ) async throws {
    let server = try LDAPServer.running()
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 0)
      try site.write(server.password, to: "password")
      try site.protect("password")
      try await body(site, server)
    }
  }

  /// Runs the binary from the site's folder, as somebody does who has stray files there.
  private func run(
    _ site: Site,
    _ arguments: [String],
    url: String,
    keys: String,
    environment: [String: String] = [:]
  ) async throws -> RollcallProcess.Result {
    let server = try LDAPServer.running()
    try site.write(
      """
      { "sources": [ { "kind": "ldap", "name": "hq", "urls": ["\(url)"], \(keys)
          "bind": { "method": "simple", "dn": "\(server.reader)", "password": "file:password" },
          "users": { "base": "ou=people,\(server.base)" } } ],
        "organization": { "kind": "file", "path": "organization.json" },
        "run": { "state": "state" } }
      """,
      to: "config.json"
    )
    return try await RollcallProcess.run(
      arguments + ["--config", site.configurationPath],
      environment: environment,
      under: ["sh", "-c", #"cd "$0" && exec "$@""#, site.folder]
    )
  }

  @Test(.enabled(if: RawServer.outsideAddress() != nil, "needs an interface beside loopback"))
  func `outside of this machine nothing is read without protection, or each run says so`()
    async throws
  {
    try await inSite { site, server in
      let host = try #require(RawServer.outsideAddress())
      try await server.behindProxy(["on=\(host)"]) { url in
        let refused = try await run(site, ["plan"], url: url, keys: "")
        #expect(refused.code == 78, "\(refused.output)\(refused.errors)")
        #expect(refused.errors.contains("anybody on the way could read it"), "\(refused.errors)")
        #expect(refused.errors.contains(#""unprotected": "accepted""#), "\(refused.errors)")
        let accepted = #""unprotected": "accepted","#
        for command in [["plan"], ["sync", "--yes"], ["sync", "--yes"], ["check"]] {
          let run = try await run(site, command, url: url, keys: accepted)
          #expect(run.code == 0, "\(command): \(run.output)\(run.errors)")
          #expect(
            run.output.contains("is read without TLS"),
            "\(command): \(run.output)\(run.errors)"
          )
        }
      }
    }
  }

  @Test func `a server that takes the connection and says nothing is given up after the time-out`()
    async throws
  {
    try await inSite { site, _ in
      let mute = try RawServer.mute()
      for (scheme, keys) in [("ldaps", ""), ("ldap", #""startTLS": true,"#), ("ldap", "")] {
        let run = try await run(
          site,
          ["sync", "--yes"],
          url: "\(scheme)://127.0.0.1:\(mute.port)",
          keys: keys + #""timeout": "1s","#
        )
        #expect(run.code == 5, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("no answer in 1 s"), "\(run.errors)")
      }
      withExtendedLifetime(mute) {}
    }
  }

  @Test func `a server that refuses StartTLS is not read without`() async throws {
    try await inSite { site, server in
      try await server.behindProxy(["notls"]) { url in
        let run = try await run(site, ["plan"], url: url, keys: #""startTLS": true,"#)
        #expect(run.code == 5, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("cannot set TLS up"), "\(run.errors)")
      }
    }
  }

  @Test func `an empty password is refused before anything is sent`() async throws {
    try await inSite { site, server in
      try site.write("\n", to: "password")
      try site.protect("password")
      let run = try await run(site, ["plan"], url: server.url, keys: "")
      #expect(run.code == 78 || run.code == 77, "\(run.code) \(run.output)\(run.errors)")
      #expect(run.errors.contains("empty"), "\(run.errors)")
    }
  }

  @Test
  func `settings of the machine and of the working folder count for nothing, and check says so`()
    async throws
  {
    try await inSite { site, server in
      try site.write("TLS_REQCERT never\nTLS_CACERT \(server.authority)\n", to: "ldaprc")
      let stranger = #""caFile": "\#(server.certificate("stranger")).crt","#
      let refused = try await run(site, ["plan"], url: server.ldapsURL, keys: stranger)
      #expect(refused.code == 5, "\(refused.output)\(refused.errors)")
      #expect(refused.errors.contains("certificate is not trusted"), "\(refused.errors)")
      let variables = ["LDAPTLS_CACERT": server.authority, "LDAPTLS_REQCERT": "never"]
      let bare = try await run(
        site,
        ["plan"],
        url: server.ldapsURL,
        keys: "",
        environment: variables
      )
      #expect(bare.code == 5, "\(bare.output)\(bare.errors)")
      let check = try await run(
        site,
        ["check"],
        url: server.ldapsURL,
        keys: #""caFile": "\#(server.authority)","#,
        environment: variables.merging(["LDAP_PASSWORD": "hunter2"]) { $1 }
      )
      #expect(check.code == 0, "\(check.output)\(check.errors)")
      let lines = words(check.output)
      #expect(lines.contains("not used, since useSystemDefaults is false:"), "\(lines)")
      #expect(lines.contains("TLS_REQCERT never (ldaprc)"), "\(lines)")
      #expect(lines.contains("TLS_REQCERT never ($LDAPTLS_REQCERT)"), "\(lines)")
      #expect(!lines.contains("hunter2"), "\(lines)")
    }
  }

  @Test func `where they are wanted they count, but no check of a certificate goes by them`()
    async throws
  {
    try await inSite { site, server in
      let wanted = #""useSystemDefaults": true,"#
      let authority = ["LDAPTLS_CACERT": server.authority]
      let trusted = try await run(
        site,
        ["plan"],
        url: server.ldapsURL,
        keys: wanted,
        environment: authority
      )
      #expect(trusted.code == 0, "\(trusted.output)\(trusted.errors)")
      let check = try await run(
        site,
        ["check"],
        url: server.ldapsURL,
        keys: wanted,
        environment: authority
      )
      let lines = words(check.output)
      #expect(lines.contains("the system's LDAP settings count:"), "\(lines)")
      #expect(lines.contains("TLS_CACERT \(server.authority) ($LDAPTLS_CACERT)"), "\(lines)")
      try site.write("TLS_REQCERT never\n", to: "ldaprc")
      let other = ["LDAPTLS_CACERT": server.certificate("stranger") + ".crt"]
      let refused = try await run(
        site,
        ["plan"],
        url: server.ldapsURL,
        keys: wanted,
        environment: other
      )
      #expect(refused.code == 5, "\(refused.output)\(refused.errors)")
      #expect(refused.errors.contains("certificate is not trusted"), "\(refused.errors)")
    }
  }

  /// The text without the line breaks and indents of a terminal's width.
  private func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
