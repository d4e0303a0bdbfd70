import DirectoryModel
import Testing

@Suite struct TimestampTests {
  @Test(
    "a moment is told in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_790_000_000, "2026-09-21T14:13:20Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
      (Int64.max, "292277026596-12-04T15:30:07Z"), (Int64.min, "-292277022657-01-27T08:29:52Z"),
    ]
  )
  func description(seconds: Int64, expected: String) {
    #expect(Timestamp(seconds: seconds).description == expected)
  }
}
