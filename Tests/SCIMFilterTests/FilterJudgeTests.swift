import SCIMFilter
import Testing

struct FilterJudgeTests {
  private static let ada = Record(
    ("id", "2002602796871234567"),
    ("status", "ACTIVE"),
    ("profile", "{}"),
    ("profile.department", "Forschung & Entwicklung"),
    ("profile.city", "ZÜRICH"),
    ("profile.nickname", ""),
    ("profile.level", "7"),
    ("active", "true"),
    ("admin", "False"),
    ("emails", "{}"),
    ("emails.value", "Ada@Example.com"),
    ("emails.type", "work"),
    ("emails", "{}"),
    ("emails.value", "ada@home.example.org"),
    ("emails.type", "home"),
    ("roles", "dev"),
    ("roles", "admin")
  )

  @Test(
    "a comparison holds or not",
    arguments: [
      ("status eq \"active\"", true), ("status eq \"activ\"", false),
      ("STATUS EQ \"ACTIVE\"", true), ("status ne \"suspended\"", true),
      ("status ne \"Active\"", false), ("nothing ne \"x\"", true), ("nothing eq \"x\"", false),
      ("profile.department co \"entwicklung\"", true),
      ("profile.department sw \"forschung\"", true),
      ("profile.department ew \"& ENTWICKLUNG\"", true),
      ("profile.department ew \"Forschung\"", false),
      ("profile.department co \"\"", true), ("nothing co \"\"", false),
      ("profile.city eq \"zürich\"", true), ("profile.city co \"Üri\"", true),
      ("profile.city gt \"a\"", true), ("status ge \"ACTIVE\"", true), ("status lt \"B\"", true),
      ("status le \"aa\"", false), ("status gt \"active\"", false),
      ("profile.level eq 7", true), ("profile.level eq 7.0", true), ("profile.level gt 6", true),
      ("profile.level lt 10", true), ("profile.level eq \"7\"", true), ("profile.level ne 8", true),
      ("id eq 2002602796871234567", true), ("id eq 2002602796871234568", false),
      ("id ne 2002602796871234568", true), ("status eq 7", false), ("status ne 7", true),
      ("active eq true", true), ("active eq false", false), ("active ne false", true),
      ("admin eq false", true), ("nothing eq true", false), ("nothing ne true", true),
      ("status eq null", false), ("nothing eq null", true), ("profile eq null", false),
      ("status ne null", true), ("nothing ne null", false),
      ("status pr", true), ("nothing pr", false), ("profile.nickname pr", false),
      ("profile pr", true), ("emails pr", true),
    ]
  )
  func comparison(filter: String, holds: Bool) throws {
    #expect(try Self.ada.fits(filter) == holds)
  }

  @Test(
    "an attribute with several values fits if one of them does",
    arguments: [
      ("roles eq \"ADMIN\"", true), ("roles eq \"boss\"", false), ("roles ne \"admin\"", true),
      ("not (roles eq \"admin\")", false), ("emails.type eq \"home\"", true),
      ("emails co \"example.org\"", true), ("emails co \"example.net\"", false),
    ]
  )
  func several(filter: String, holds: Bool) throws {
    #expect(try Self.ada.fits(filter) == holds)
  }

  @Test(
    "brackets ask for one element that fulfils everything in them",
    arguments: [
      ("emails[type eq \"work\" and value co \"@example.com\"]", true),
      ("emails[type eq \"home\" and value co \"@example.com\"]", false),
      ("emails.type eq \"home\" and emails.value co \"@example.com\"", true),
      ("emails[not (type eq \"work\")]", true), ("emails[primary eq true]", false),
      ("emails[primary ne true]", true), ("phones[type ne \"work\"]", false),
      ("not (phones[type eq \"work\"])", true),
      ("emails[type eq \"work\"].value ew \"@example.com\"", true),
      ("emails[type eq \"home\"].value ew \"@example.com\"", false),
      ("emails[type eq \"work\"].value", true), ("emails[type eq \"other\"].value pr", false),
      ("emails[type eq \"work\"].value and status pr", true),
      ("roles[value eq \"dev\"]", true), ("roles[value eq \"boss\"]", false),
      ("emails[type eq \"home\" or type eq \"other\"] and status eq \"active\"", true),
    ]
  )
  func brackets(filter: String, holds: Bool) throws {
    #expect(try Self.ada.fits(filter) == holds)
  }

  @Test(
    "not binds stronger than and, and stronger than or",
    arguments: [
      ("true", "false", "false", "a eq true or b eq true and c eq true", true),
      ("true", "false", "false", "(a eq true or b eq true) and c eq true", false),
      ("false", "true", "true", "not (a eq true) and b eq true", true),
      ("false", "false", "true", "not (a eq true and b eq true) and c eq true", true),
      ("false", "false", "true", "a eq true and b eq true or c eq true", true),
      ("false", "true", "false", "not (a eq true or b eq true) or c eq true", false),
    ]
  )
  func precedence(a: String, b: String, c: String, filter: String, holds: Bool) throws {
    #expect(try Record(("a", a), ("b", b), ("c", c)).fits(filter) == holds)
  }

  @Test func `one judge forgets a record before the next`() throws {
    let filter = try Filter(parsing: "emails[type eq \"work\"] and not (status eq \"gone\")")
    var judge = FilterJudge(filter)
    let other = Record(("status", "ACTIVE"))
    #expect(Self.ada.fits(&judge, filter.paths))
    #expect(!other.fits(&judge, filter.paths))
    #expect(Self.ada.fits(&judge, filter.paths))
  }

  @Test func `a chain of ten thousand comparisons and full nesting are judged`() throws {
    let chain = (0..<3000).map { "id eq \"\($0)\"" }.joined(separator: " or ")
    #expect(try Record(("id", "2999")).fits(chain))
    #expect(try !Record(("id", "3000")).fits(chain))
    let nested =
      String(repeating: "(x pr or id pr and (", count: 10) + "id pr"
      + String(repeating: "))", count: 10)
    #expect(try Record(("id", "1")).fits(nested))
    #expect(try !Record(("x", "")).fits(nested))
  }
}
