import DirectoryModel
import Logging
import RollcallCommands
import Testing

struct LogLineTests {
  private static let time = Timestamp(seconds: 1_700_000_000)

  @Test(
    "text shows level, message and particulars in order",
    arguments: [
      (
        ["entries": "500", "base": "ou=people"],
        "notice: read page base=\"ou=people\" entries=500\n"
      ),
      (["b": "2", "a": "two words"], "notice: read page a=\"two words\" b=2\n"),
      (["a": "say \"hi\""], "notice: read page a=\"say \\\"hi\\\"\"\n"),
      (["a": ""], "notice: read page a=\"\"\n"),
      ([:], "notice: read page\n"),
    ] as [(Logger.Metadata, String)]
  )
  func text(metadata: Logger.Metadata, line: String) {
    let written = LogLine(.text, hasPriority: false)
      .text(.notice, "read page", metadata, at: Self.time)
    #expect(written == line)
  }

  @Test(
    "the journal is told the priority",
    arguments: [
      (.trace, 7), (.debug, 7), (.info, 6), (.notice, 5), (.warning, 4), (.error, 3),
      (.critical, 2),
    ] as [(Logger.Level, Int)]
  )
  func priority(level: Logger.Level, number: Int) {
    let line = LogLine(.text, hasPriority: true).text(level, "x", [:], at: Self.time)
    #expect(line == "<\(number)>\(level.rawValue): x\n")
    let json = LogLine(.json, hasPriority: true).text(level, "x", [:], at: Self.time)
    #expect(json.hasPrefix("<\(number)>{"))
  }

  @Test func `JSON is one object a line`() {
    let line = LogLine(.json, hasPriority: false)
      .text(.warning, "read page", ["level": "x", "base": "a\"b"], at: Self.time)
    #expect(
      line
        == "{\"level\":\"warning\",\"message\":\"read page\",\"metadata\":{\"base\":\"a\\\"b\",\"level\":\"x\"},"
        + "\"time\":\"2023-11-14T22:13:20Z\"}\n"
    )
  }

  @Test("nothing from outside acts or begins a line of its own", arguments: LogFormat.allCases)
  func hostile(layout: LogFormat) {
    let line = LogLine(layout, hasPriority: false).text(
      .notice,
      "a\u{1b}[31m\nerror: b\r",
      ["k\ney": "\u{202e}v\u{7f}\u{85}\u{2028}\n<3>critical: x"],
      at: Self.time
    )
    #expect(line.unicodeScalars.count { $0 == "\n" } == 1)
    #expect(line.hasSuffix("\n"))
    for scalar in ["\u{1b}", "\r", "\u{202e}", "\u{7f}", "\u{85}", "\u{2028}"] as [Unicode.Scalar] {
      #expect(!line.unicodeScalars.contains(scalar))
    }
  }
}
