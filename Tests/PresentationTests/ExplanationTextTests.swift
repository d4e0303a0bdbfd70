import DirectoryModel
import Presentation
import Testing

struct ExplanationTextTests {
  private var eva: Explanation {
    let person = SamplePlans.person("eva.roth@example.com", 2)
    return Explanation(
      subject: "eva.roth@example.com",
      sections: [
        .init(
          "directory",
          [
            "hq: uid=eva,ou=people,dc=example,dc=com · active · id 8f0c41d2",
            "groups Engineering, Everyone (through Engineering)",
          ]
        ),
        .init("scope", ["in: users.filter passes, no exclude matches"]),
        .init("organization", ["539a36c5 · confirmed · user · external id 8f0c41d2"]),
        .init("match", ["by external id"]),
        .init(
          "changes",
          changes: [
            Change(
              .removeFromGroup,
              reason: ChangeReason(.notMemberInDirectory, "cn=finance,ou=groups,dc=example,dc=com"),
              member: person,
              group: SamplePlans.group("Finance", 1)
            ),
            Change(
              .revoke,
              reason: ChangeReason(.absent, "hq"),
              hold: Hold(.absentUnproven, cure: "export with proof", detail: "absent, 1 of 2"),
              member: person
            ),
            Change(
              .addToGroup,
              reason: ChangeReason(.memberInDirectory, "hq"),
              member: person,
              group: SamplePlans.group("Engineering", 2)
            ),
          ]
        ),
        .init("worth knowing", ["\u{1b}[2J\u{202e}"]),
        .init("limits", ["none reached"]),
      ]
    )
  }

  @Test func `one person in two columns`() throws {
    let style = TextStyle(isTerminal: true, width: 80)
    try expectGolden(ExplanationText.text(eva, style: style), "explanation.txt")
  }

  @Test func `a group names the people, not itself`() {
    let change = Change(
      .addToGroup,
      reason: ChangeReason(.memberInDirectory, "hq"),
      member: SamplePlans.person("ada@example.com", 1),
      group: SamplePlans.group("Finance", 1)
    )
    let explanation = Explanation(
      subject: "Finance",
      sections: [.init("changes", changes: [change]), .init("limits", changes: [])]
    )
    #expect(
      ExplanationText.text(explanation, style: TextStyle(usesColor: true))
        == "Finance\n  changes       \u{1b}[32m+\u{1b}[0m group ada@example.com: added in hq\n  limits        none\n"
    )
  }

  @Test func `as JSON with the plan's changes`() throws {
    let bytes = ExplanationText.json([eva])
    try expectGolden(String(decoding: bytes, as: UTF8.self), "explanation.json")
    let value = try JSONValue(bytes)
    #expect(value["explanations"]?[0]?["sections"]?.count == 7)
    #expect(
      String(decoding: ExplanationText.json([]), as: UTF8.self)
        == "{\"explanations\":[],\"version\":1}\n"
    )
  }
}
