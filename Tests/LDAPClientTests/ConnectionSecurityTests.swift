import LDAPClient
import TestSupport
import Testing

/// Who may be spoken to, and as whom.
@Suite(.needs(.slapd), .ldapServer(.slapd, ["--users", "5", "--groups", "1"]))
struct ConnectionSecurityTests {
  private func open(
    _ url: String? = nil,
    _ change: (inout LDAPConnectionSettings, LDAPServer) -> Void = { _, _ in }
  ) async throws -> LDAPConnection {
    let server = try LDAPServer.running()
    var settings = LDAPConnectionSettings()
    settings.caFile = server.authority
    settings.bind = .simple(dn: server.reader, password: LDAPPassword(server.password))
    settings.timeouts = LDAPTimeouts(connect: 60, answer: 60, whole: 120)
    change(&settings, server)
    return try await LDAPConnection.open(
      LDAPURL(parsing: url ?? server.ldapsURL),
      settings: settings
    )
  }

  private func failure(
    _ url: String? = nil,
    _ change: (inout LDAPConnectionSettings, LDAPServer) -> Void = { _, _ in }
  ) async throws -> LDAPError {
    try await #require(throws: LDAPError.self) { try await open(url, change) }
  }

  private func people(_ connection: LDAPConnection) async throws -> Int {
    let server = try LDAPServer.running()
    let request = LDAPSearchRequest(
      base: "ou=people," + server.base,
      scope: .oneLevel,
      attributes: ["mail"]
    )
    return try await connection.fewEntries(request).count
  }

  @Test func `ldaps and StartTLS protect a connection`() async throws {
    let ldaps = try await open()
    #expect(ldaps.isProtected)
    #expect(ldaps.tls?.version.hasPrefix("TLS") ?? false)
    #expect(ldaps.tls?.certificate.names.contains("127.0.0.1") ?? false)
    #expect(try await people(ldaps) == 5)
    let startTLS = try await open(LDAPServer.running().url) { settings, _ in
      settings.startTLS = true
    }
    #expect(startTLS.tls != nil)
    #expect(try await people(startTLS) == 5)
  }

  @Test func `an unknown authority is named`() async throws {
    let error = try await failure { settings, server in
      settings.caFile = server.certificate("stranger") + ".crt"
    }
    #expect(error.kind == .untrusted)
    #expect(error.summary.contains("issued by 'Lab authority'"), "\(error.summary)")
    #expect(error.hint?.contains("caFile") ?? false)
  }

  @Test func `the system's authorities count when no file is named`() async throws {
    let error = try await failure { settings, _ in settings.caFile = nil }
    #expect(error.kind == .untrusted)
  }

  @Test func `a file of authorities that is not there or no PEM is an error, not no check`()
    async throws
  {
    let missing = try await failure { settings, _ in settings.caFile = "/nowhere/ca.pem" }
    #expect(missing.kind == .tlsFailed)
    #expect(missing.summary.contains("cannot read /nowhere/ca.pem"), "\(missing.summary)")
    let odd = try await failure { settings, _ in settings.caFile = "/etc/passwd" }
    #expect([.tlsFailed, .untrusted].contains(odd.kind))
  }

  @Test func `the check can be switched off in so many words`() async throws {
    let connection = try await open { settings, server in
      settings.caFile = server.certificate("stranger") + ".crt"
      settings.verifiesCertificate = false
    }
    #expect(try await people(connection) == 5)
  }

  @Test func `an empty password is refused before it is sent`() async throws {
    let error = try await failure { settings, server in
      settings.bind = .simple(dn: server.reader, password: LDAPPassword(""))
    }
    #expect(error.kind == .invalidInput)
    #expect(error.summary.contains("the password is empty"))
  }

  @Test func `a wrong password is refused with a hint and shown nowhere`() async throws {
    let error = try await failure { settings, server in
      settings.bind = .simple(dn: server.reader, password: LDAPPassword("wrong-Secret-7"))
    }
    #expect(error.kind == .result(.invalidCredentials))
    #expect(error.hint?.contains("bind.password") ?? false)
    let bind = LDAPBind.simple(dn: "cn=a", password: LDAPPassword("wrong-Secret-7"))
    #expect(!"\(error) \(String(reflecting: bind))".contains("wrong-Secret-7"))
  }

  @Test func `a client certificate binds by EXTERNAL`() async throws {
    let connection = try await open { settings, server in
      settings.bind = .external
      settings.certificateFile = server.certificate("client") + ".crt"
      settings.keyFile = server.certificate("client") + ".key"
    }
    #expect(try await people(connection) == 5)
  }

  @Test func `the calling user binds by EXTERNAL over a socket in the file system`() async throws {
    let connection = try await open(LDAPServer.running().ldapiURL) { settings, _ in
      settings.bind = .external
    }
    #expect(connection.isProtected)
    #expect(try await people(connection) == 5)
  }

  @Test func `EXTERNAL without a certificate is refused by the server`() async throws {
    let error = try await failure { settings, _ in settings.bind = .external }
    #expect(error.code != nil)
  }

  @Test func `an anonymous bind is one only if it is asked for`() async throws {
    let connection = try await open { settings, _ in settings.bind = .anonymous }
    // This server shows nobody anything.
    await #expect(throws: LDAPError.self) { try await people(connection) }
  }

  @Test func `a stray ldaprc of the working folder counts for nothing`() async throws {
    // The process's first call of libldap was made in this suite's runs with LDAPNOINIT set.
    try LDAPLibrary.prepare(usingSystemDefaults: false)
    #expect(throws: LDAPError.self) { try LDAPLibrary.prepare(usingSystemDefaults: true) }
  }
}
