import SCIMFilter
import Testing

struct FilterTests {
  @Test func `paths are named once each, in order, without case`() throws {
    let filter = try Filter(
      parsing: "Profile.Department eq 1 and emails[type pr].value pr or profile.department eq 2"
    )
    #expect(
      filter.paths.map(\.description) == [
        "profile.department", "emails", "emails.type", "emails.value",
      ]
    )
  }

  @Test func `a schema's name is the first key, but for the core schemas`() throws {
    let extended = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    #expect(
      try Filter(parsing: "\(extended):manager.displayName pr").paths
        == [AttributePath(names: [extended, "manager", "displayName"])]
    )
    #expect(
      try Filter(parsing: "urn:ietf:params:scim:schemas:core:2.0:User:userName pr").paths
        == [AttributePath(names: ["username"])]
    )
  }

  @Test func `a comparison with text also asks for the value of an object`() throws {
    #expect(
      try Filter(parsing: "emails co \"x\"").paths.map(\.description) == ["emails", "emails.value"]
    )
  }

  @Test func `names of providers are names`() throws {
    for name in ["_id", "$ref", "@type", "größe", "custom-attr_1", "a.b.c.d"] {
      #expect(try Filter(parsing: "\(name) pr").paths.map(\.description) == [name])
    }
  }

  @Test(
    "an error says what is wrong and where",
    arguments: [
      ("", "the filter is empty", 1),
      ("   ", "the filter is empty", 4),
      ("status", "expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr) after 'status'", 7),
      (
        "status is \"x\"",
        "expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr) after 'status'", 8
      ),
      ("status eq", "expected a value after 'eq'", 10),
      ("status eq active", "expected a text in double quotes, a number, true, false or null", 11),
      ("status eq 'x'", "a text stands in straight double quotes: \"…\"", 11),
      ("status eq “x”", "a text stands in straight double quotes: \"…\"", 11),
      ("größe eq \"x", "this text has no closing quote", 10),
      ("a eq \"x\\q\"", "unknown escape in a text", 8),
      ("a eq \"\\ud800\"", "unknown escape in a text", 7),
      ("a co 5", "'co' cannot compare with a number", 6),
      ("a gt true", "'gt' cannot compare with true or false", 6),
      ("a sw null", "'sw' cannot compare with null", 6),
      ("(a pr", "expected ')'", 6),
      ("a pr)", "expected 'and', 'or' or the end", 5),
      ("a pr b pr", "expected 'and', 'or' or the end", 6),
      ("a pr and", "expected the name of an attribute", 9),
      ("a[b pr", "expected ']'", 7),
      ("a[b[c pr]]", "no '[' may stand within brackets", 4),
      ("a..b pr", "a name within the attribute is empty", 1),
      ("a eq 1e999", "expected a text in double quotes, a number, true, false or null", 6),
      (
        "(&(objectClass=person)(mail=*))",
        "this is an LDAP filter; here it is an expression like 'title eq \"Boss\"'", 1
      ),
      ("(cn=x)", "this is an LDAP filter; here it is an expression like 'title eq \"Boss\"'", 1),
    ]
  )
  func errors(text: String, message: String, position: Int) {
    #expect(throws: FilterError(message: message, position: position)) {
      _ = try Filter(parsing: text)
    }
  }

  @Test func `nesting and length have limits`() {
    let deep = String(repeating: "(", count: 21) + "a pr" + String(repeating: ")", count: 21)
    #expect(
      throws: FilterError(message: "more than 20 parentheses within one another", position: 21)
    ) {
      _ = try Filter(parsing: deep)
    }
    #expect(throws: FilterError(message: "the filter has more than 65536 bytes", position: 1)) {
      _ = try Filter(parsing: String(repeating: " ", count: 65_537))
    }
  }

  @Test func `any text may follow any other without a crash`() {
    let pieces = [
      "a", " ", "eq", "\"", "\\", "u", "d83d", "(", ")", "[", "]", ".", ":", "not", "and", "pr",
      "1", "-",
      "é", "null",
    ]
    var state: UInt64 = 42
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      if let filter = try? Filter(parsing: text) {
        var judge = FilterJudge(filter)
        #expect(judge.verdict() == judge.verdict())
      }
    }
  }

  @Test func `a quoted text is read back as it was`() throws {
    let value = "a\"b\\c\n\u{1}ü"
    #expect(Filter.quoted(value) == "\"a\\\"b\\\\c\\u000a\\u0001ü\"")
    #expect(try Record(("x", value)).fits("x eq \(Filter.quoted(value))"))
    #expect(try Record(("x", "😀/")).fits("x eq \"\\ud83d\\uDE00\\/\""))
  }
}
