import SyncConfiguration
import Testing

struct DurationWordTests {
  @Test(
    "a duration is a number and a unit",
    arguments: [
      ("0s", 0), ("90s", 90), ("30m", 1800), ("72h", 259_200), ("7d", 604_800),
      ("36600d", 3_162_240_000),
    ] as [(String, Int64)]
  )
  func durations(text: String, seconds: Int64) {
    #expect(DurationWord.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "s", "90", "90 s", "-1s", "+1s", "1.5h", "1w", "1H", "1h30m", "９s", "36601d",
    "99999999999d",
    "9999999999d", "s1",
  ])
  func `anything else is none`(text: String) {
    #expect(DurationWord.seconds(text) == nil)
  }
}
