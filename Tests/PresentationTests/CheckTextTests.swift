import DirectoryModel
import Presentation
import Testing

struct CheckTextTests {
  private let lines = [
    CheckLine(.ok, "configuration", "/etc/rollcall/config.json · 0640 root:rollcall"),
    CheckLine(
      .warn,
      "hq users",
      "base ou=people,dc=example,dc=com · 1204 entries · 3 without mail"
    ),
    CheckLine(
      .fail,
      "organization",
      "https://vault.example.com/api: 400 invalid_client \u{1b}[0m",
      hint: "The organization's API key was rotated, or belongs to another region."
    ),
  ]

  @Test func `a line each, and the cure below it`() throws {
    let style = TextStyle(isTerminal: true, width: 60)
    try expectGolden(lines.map { CheckText.text($0, style: style) }.joined(), "check.txt")
  }

  @Test func `colour only repeats the word`() {
    #expect(
      CheckText.text(lines[0], style: TextStyle(usesColor: true))
        == "\u{1b}[32mok\u{1b}[0m    configuration     /etc/rollcall/config.json · 0640 root:rollcall\n"
    )
  }

  @Test func `as JSON`() throws {
    let text = String(decoding: CheckText.json(lines), as: UTF8.self)
    try expectGolden(text, "check.json")
    #expect(try JSONValue(Array(text.utf8))["checks"]?[2]?["status"]?.string == "fail")
  }
}
