import LDAPClient
import Testing

@Suite struct LDAPURLTests {
  @Test(
    "an address is taken apart",
    arguments: [
      ("ldap://dc1.example.com", "ldap", "dc1.example.com", 389),
      ("ldaps://dc1.example.com/", "ldaps", "dc1.example.com", 636),
      ("LDAPS://10.0.0.1:3269", "ldaps", "10.0.0.1", 3269),
      ("ldap://[2001:db8::1]", "ldap", "2001:db8::1", 389),
      ("ldap://[::1]:1389", "ldap", "::1", 1389),
      ("ldapi://%2Frun%2Fldapi", "ldapi", "", 0),
    ] as [(String, String, String, UInt16)]
  )
  func parts(text: String, scheme: String, host: String, port: UInt16) throws {
    let url = try LDAPURL(parsing: text)
    #expect(url.scheme.rawValue == scheme)
    #expect(url.host == host)
    #expect(url.port == port)
  }

  @Test func `a socket's path is decoded, and written back`() throws {
    let url = try LDAPURL(parsing: "ldapi://%2frun%2Fslapd%2Fldapi")
    #expect(url.socketPath == "/run/slapd/ldapi")
    #expect("\(url)" == "ldapi://%2Frun%2Fslapd%2Fldapi")
  }

  @Test(
    "the usual port is left out when an address is shown",
    arguments: [
      ("ldap://a:389", "ldap://a"), ("ldaps://a:389", "ldaps://a:389"),
      ("ldap://[::1]:390", "ldap://[::1]:390"),
    ]
  )
  func shown(text: String, expected: String) throws {
    #expect("\(try LDAPURL(parsing: text))" == expected)
  }

  @Test(
    "what is no address of a server is refused with the reason",
    arguments: [
      ("dc1.example.com", "does not begin"), ("http://a", "does not begin"), ("ldap://", "no host"),
      ("ldap://a:0", "port"), ("ldap://a:70000", "port"), ("ldap://a:b", "port"),
      ("ldap://::1", "brackets"), ("ldap://[::1", "bracket"), ("ldap://[::1]x", "port"),
      ("ldap://a/dc=example", "only a host"), ("ldap://user@a", "only a host"),
      ("ldap://a b", "only a host"), ("ldapi://relative", "absolute"), ("ldapi://%2", "absolute"),
      ("ldapi://%00", "absolute"),
    ]
  )
  func refused(text: String, reason: String) throws {
    let error = try #require(throws: LDAPError.self) { try LDAPURL(parsing: text) }
    #expect(error.kind == .invalidInput)
    #expect(error.summary.contains(reason), "\(error.summary)")
  }

  @Test func `a path that no socket can have is refused`() {
    let long = String(repeating: "a", count: 200)
    #expect(throws: LDAPError.self) { try LDAPURL(parsing: "ldapi://%2F\(long)") }
  }
}
