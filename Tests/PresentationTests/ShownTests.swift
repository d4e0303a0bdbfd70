import DirectoryModel
import Presentation
import Testing

struct ShownTests {
  private let terminal = TextStyle(isTerminal: true, width: 60)
  private let file = TextStyle()

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `a source lists every entry, sorted bytewise`() throws {
    let directory = try SampleSides.directory()
    let memberships = SampleSides.memberships(directory)
    let bytes = Shown.json(directory, memberships: memberships)
    try expectGolden(text(bytes), "show-source.json")
    #expect(try JSONValue(bytes)["users"]?.count == 6)
    try expectGolden(
      Shown.text(directory, memberships: memberships, style: file),
      "show-source.txt"
    )
  }

  @Test func `a source without groups says so, which is not having no group`() throws {
    let directory = try SampleSides.directory(hasGroups: false)
    let bytes = Shown.json(directory, memberships: MembershipSets())
    #expect(try JSONValue(bytes)["groups"] == .null)
    #expect(
      try JSONValue(bytes)["completeness"]
        == .object(["users": .string("proven"), "groups": .null, "memberships": .null])
    )
    #expect(
      Shown.text(directory, memberships: MembershipSets(), style: file).hasSuffix("\n\nno groups\n")
    )
  }

  @Test func `a roster lists only people who should be members`() throws {
    let roster = try SampleSides.roster()
    try expectGolden(text(Shown.json(roster)), "show-roster.json")
    try expectGolden(Shown.text(roster, style: terminal), "show-roster.txt")
  }

  @Test func `an organization has the form of a file organization`() throws {
    let organization = try SampleSides.organization()
    try expectGolden(text(Shown.json(organization)), "show-organization.json")
    try expectGolden(Shown.text(organization, style: terminal), "show-organization.txt")
  }

  @Test func `an unreadable source is one error`() {
    let error = SourceError(
      source: "okta",
      code: "incomplete-export",
      reason: "page-gap",
      file: "users-1.json",
      summary: "source okta is incomplete: \"x\"",
      hint: "Fetch it again."
    )
    #expect(
      text(Shown.json(error))
        == "{\"error\":{\"code\":\"incomplete-export\",\"file\":\"users-1.json\",\"message\":\"source okta is incomplete: \\\"x\\\"\",\"reason\":\"page-gap\"},\"version\":1}\n"
    )
  }

  @Test func `the order of the input never shows`() throws {
    let directory = try SampleSides.directory()
    let reversed = try SampleSides.directory(isReversed: true)
    #expect(
      Shown.json(directory, memberships: SampleSides.memberships(directory))
        == Shown.json(reversed, memberships: SampleSides.memberships(reversed))
    )
  }

  @Test func `a hundred thousand users are listed`() throws {
    let directory = try SampleSides.large(100_000)
    let memberships = SampleSides.memberships(directory)
    let bytes = Shown.json(directory, memberships: memberships)
    let table = Shown.text(directory, memberships: memberships, style: terminal)
    #expect(bytes.count > 10_000_000)
    #expect(table.utf8.count > 5_000_000)
  }
}
