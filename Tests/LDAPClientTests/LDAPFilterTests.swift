import LDAPClient
import Testing

@Suite struct LDAPFilterTests {
  @Test(
    "a filter is read and written in one form",
    arguments: [
      ("(cn=Ada)", "(cn=Ada)"),
      (" ( cn=Ada ) ", "(cn=Ada )"),
      ("(&(objectClass=user)(!(cn=a*b*c)))", "(&(objectClass=user)(!(cn=a*b*c)))"),
      ("(& (a=1)\n  (| (b=2) (c=3) ) )", "(&(a=1)(|(b=2)(c=3)))"),
      ("(&)", "(&)"),
      ("(|)", "(|)"),
      ("(mail=*)", "(mail=*)"),
      ("(mail=**)", "(mail=*)"),
      ("(mail=*@example.com)", "(mail=*@example.com)"),
      ("(cn=a**b)", "(cn=a*b)"),
      ("(cn>=5)", "(cn>=5)"),
      ("(cn<=5)", "(cn<=5)"),
      ("(cn~=Ada)", "(cn~=Ada)"),
      ("(cn=)", "(cn=)"),
      ("(o=Parens R Us \\28for all\\29)", "(o=Parens R Us \\28for all\\29)"),
      ("(cn=a\\2ab)", "(cn=a\\2ab)"),
      ("(cn=Lu\\c4\\8di\\c4\\87)", "(cn=Lučić)"),
      ("(bin=\\00\\ff)", "(bin=\\00\\ff)"),
      (
        "(userAccountControl:1.2.840.113556.1.4.803:=2)",
        "(userAccountControl:1.2.840.113556.1.4.803:=2)"
      ),
      ("(cn:dn:=Ada)", "(cn:dn:=Ada)"),
      ("(:caseExactMatch:=Ada)", "(:caseExactMatch:=Ada)"),
      ("(cn;lang-de=Ada)", "(cn;lang-de=Ada)"),
    ]
  )
  func form(text: String, expected: String) throws {
    let filter = try LDAPFilter(parsing: text)
    #expect("\(filter)" == expected)
    #expect(try LDAPFilter(parsing: "\(filter)") == filter)
  }

  @Test(
    "what is no filter is refused with the place",
    arguments: [
      ("", "character 1: '(' is missing"), ("cn=Ada", "character 1: '(' is missing"),
      ("(cn=Ada", "character 8: ')' is missing"), ("(cn=Ada))", "character 9: nothing may follow"),
      ("(=Ada)", "character 2: the attribute is missing"), ("(cn)", "character 4: '=' is missing"),
      ("()", "character 2: an attribute is missing"), ("(cn=a(b)", "written \\28"),
      ("(cn=\\zz)", "two hexadecimal digits"), ("(cn=\\4)", "two hexadecimal digits"),
      ("(cn>=a*)", "no '*' may stand here"), ("(!(a=1)(b=2))", "')' is missing"),
      ("(&(a=1)b)", "')' is missing"), ("(cn:=", "')' is missing"),
      ("(:=x)", "attribute is missing"),
      ("(cn:a:b:=x)", "matching rule"),
    ]
  )
  func refused(text: String, reason: String) throws {
    let error = try #require(throws: LDAPError.self) { try LDAPFilter(parsing: text) }
    #expect(error.summary.contains(reason), "\(error.summary)")
  }

  @Test func `nesting has an end`() {
    let deep = String(repeating: "(!", count: 65) + "(a=1)" + String(repeating: ")", count: 65)
    #expect(throws: LDAPError.self) { try LDAPFilter(parsing: deep) }
    let open = String(repeating: "(&", count: 100_000)
    #expect(throws: LDAPError.self) { try LDAPFilter(parsing: open) }
  }

  @Test func `the attributes of a filter are listed once`() throws {
    let filter = try LDAPFilter(parsing: "(&(CN=a)(|(mail=*)(!(cn=b)))(uac:1.2:=2)(:dn:x:=y))")
    #expect(filter.attributes == ["CN", "mail", "uac"])
  }
}
