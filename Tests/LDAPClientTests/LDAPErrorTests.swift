import LDAPClient
import Testing

@Suite struct LDAPErrorTests {
  @Test func `a summary says what, where and why in one line`() {
    let error = LDAPError(
      .result(.invalidCredentials),
      "bind as cn=reader",
      server: "ldaps://dc1",
      detail: "80090308:\n data\u{1b}[31m 52e"
    )
    #expect(
      error.summary
        == "cannot bind as cn=reader at ldaps://dc1: invalidCredentials (49), 80090308: data [31m 52e"
    )
  }

  @Test(
    "Active Directory's reason for a refused bind becomes a sentence",
    arguments: [
      ("data 52e", "Check 'bind.dn' and 'bind.password'."),
      ("data 533", "The account is disabled."),
      ("data 775", "The account is locked out"), ("data 532", "password has expired"),
      ("data 701", "The account has expired."), ("", "the account may be locked"),
    ]
  )
  func credentials(detail: String, text: String) throws {
    let error = LDAPError(.result(.invalidCredentials), "bind", detail: detail)
    let hint = try #require(error.hint)
    #expect(hint.contains(text))
    #expect(hint.contains("not tried again"))
  }

  @Test(
    "only what a new connection may cure is begun anew",
    arguments: [
      (LDAPError.Kind.disconnected, true), (.malformed, true),
      (.cookieRefused(.unwillingToPerform), true),
      (.result(.busy), true), (.result(.unavailable), true), (.result(.serverDown), true),
      (.result(.invalidCredentials), false), (.result(.sizeLimitExceeded), false),
      (.result(.unwillingToPerform), false), (.timedOut, false), (.cancelled, false),
      (.untrusted, false), (.incomplete, false),
    ]
  )
  func broken(kind: LDAPError.Kind, expected: Bool) {
    #expect(LDAPError(kind, "search").isBroken == expected)
  }

  @Test func `an unknown code keeps its number`() {
    #expect("\(LDAPResultCode(rawValue: 4711))" == "result code 4711")
    #expect("\(LDAPResultCode(rawValue: 11))" == "adminLimitExceeded (11)")
  }
}
