import LDAPClient
import TestSupport
import Testing

/// What is wrong with a certificate is said in words, where the library only says "connect error".
enum BadCertificateTests {
  @Suite(.needs(.slapd), .ldapServer(.slapd, environment: ["CERTIFICATE": "expired"]))
  struct Expired {
    @Test func `an old certificate says since when`() async throws {
      let error = try await refusal()
      #expect(error.summary.hasSuffix("it expired on 2021-01-01"), "\(error.summary)")
      #expect(error.hint?.contains("renewed") ?? false)
    }
  }

  @Suite(.needs(.slapd), .ldapServer(.slapd, environment: ["CERTIFICATE": "wronghost"]))
  struct WrongHost {
    @Test func `a certificate for another host names it`() async throws {
      let error = try await refusal()
      #expect(
        error.summary.hasSuffix("it is for other.invalid, not for 127.0.0.1"),
        "\(error.summary)"
      )
      #expect(error.hint?.contains("urls") ?? false)
    }
  }

  private static func refusal() async throws -> LDAPError {
    let server = try LDAPServer.running()
    var settings = LDAPConnectionSettings()
    settings.caFile = server.authority
    let url = try LDAPURL(parsing: server.ldapsURL)
    let error = try await #require(throws: LDAPError.self) {
      try await LDAPConnection.open(url, settings: settings)
    }
    #expect(error.kind == .untrusted)
    return error
  }
}
