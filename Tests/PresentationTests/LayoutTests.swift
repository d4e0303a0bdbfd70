import DirectoryModel
import Presentation
import Testing

struct LayoutTests {
  @Test(
    "durations",
    arguments: [
      (-5, "0.0 s"), (0, "0.0 s"), (2149, "2.1 s"), (59_999, "59.9 s"), (60_000, "1 min"),
      (3_599_999, "59 min"), (3_600_000, "1 h"), (172_800_000, "2 days"),
    ] as [(Int64, String)]
  )
  func durations(milliseconds: Int64, text: String) {
    #expect(DurationText.text(milliseconds: milliseconds) == text)
  }

  @Test(
    "moments carry the zone's offset",
    arguments: [
      (0, "2026-11-25 01:00 +00:00"), (3600, "2026-11-25 02:00 +01:00"),
      (-12_600, "2026-11-24 21:30 -03:30"), (20_700, "2026-11-25 06:45 +05:45"),
    ] as [(Int64, String)]
  )
  func moments(offset: Int64, text: String) {
    let style = TextStyle(zone: .fixed(offset))
    #expect(style.moment(SamplePlans.now) == text)
    #expect(style.day(SamplePlans.now) == text.prefix(10))
  }

  @Test(
    "a sentence's UTC moments are told in the zone, to the second, and nothing else is touched",
    arguments: [
      ("", ""), ("Z", "Z"), ("ZZ 2026-11-25", "ZZ 2026-11-25"),
      ("2026-11-25T23:30:07Z", "2026-11-26 01:30:07 +02:00"),
      (
        "since 2026-11-25T01:00:00Z, until 2026-11-25T02:00:00Z.",
        "since 2026-11-25 03:00:00 +02:00, until 2026-11-25 04:00:00 +02:00."
      ),
      ("20261125T010000Z-4fa1c2 of Zoë", "20261125T010000Z-4fa1c2 of Zoë"),
      ("2026-13-25T01:00:00Z", "2026-13-25T01:00:00Z"),
    ]
  )
  func sentences(utc: String, local: String) {
    #expect(TextStyle(zone: .fixed(7200)).local(utc) == local)
  }

  @Test func `the local zone is asked for the moment in question`() throws {
    let local = TextStyle().moment(SamplePlans.now)
    let offset = try #require(local.split(separator: " ").last)
    let minutes = try #require(Int(offset.dropFirst().suffix(2)))
    let hours = try #require(Int(offset.dropFirst().prefix(2)))
    let seconds = Int64(hours * 3600 + minutes * 60) * (offset.first == "-" ? -1 : 1)
    #expect(TextStyle(zone: .fixed(seconds)).moment(SamplePlans.now) == local)
  }

  /// Each piece copied with all that follows it would be gigabytes.
  @Test(.timeLimit(.minutes(1))) func `a long word is broken into lines, letter by letter`() {
    let style = TextStyle(isTerminal: true, width: 80)
    let word = String(repeating: "wörd\u{301}語", count: 600_000)
    let lines = WrappedText.hanging("! ", "a \(word)", style: style).split(separator: "\n")
    #expect(lines.first == "! a")
    #expect(lines.dropFirst().map { $0.dropFirst(2) }.joined() == word)
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.unicodeScalars.count >= 78 })
  }

  @Test func `a time beyond all zones does not crash`() {
    #expect(!TextStyle().moment(Timestamp(seconds: 90_000_000_000_000_000)).isEmpty)
    #expect(!TextStyle().moment(Timestamp(seconds: -90_000_000_000_000_000)).isEmpty)
  }
}
