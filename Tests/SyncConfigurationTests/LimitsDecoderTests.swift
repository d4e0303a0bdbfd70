import DirectoryModel
import SyncConfiguration
import Testing

struct LimitsDecoderTests {
  private typealias Allowance = LimitSettings.Allowance

  @Test(
    "a part that is left out keeps its default, null takes it away",
    arguments: [
      ("{}", 10, 25, 2, false), (#"{ "count": 40 }"#, 10, 40, 2, false),
      (#"{ "percent": null }"#, nil, 25, 2, false), (#"{ "count": null }"#, 10, nil, 2, false),
      (#"{ "percent": 0, "count": 0, "floor": 0 }"#, 0, 0, 0, true),
      (#"{ "percent": 2.5, "floor": null }"#, 2.5, 25, nil, true),
    ] as [(String, Double?, Int?, Int?, Bool)]
  )
  func parts(
    text: String,
    percent: Double?,
    count: Int?,
    floor: Int?,
    floorIsGiven: Bool
  ) throws {
    let limits = try decode(with: #""limits": { "memberRemovals": \#(text) }"#).policy.limits
    var expected = Allowance(percent: percent, count: count, floor: floor)
    expected.floorIsGiven = floorIsGiven
    #expect(limits.memberRemovals == expected)
    #expect(limits.disabledRemovals == Allowance(percent: 20, count: 250, floor: 5))
  }

  @Test func `what adds may be more than a hundred per cent`() throws {
    let limits = try decode(with: #""limits": { "groupGrowth": { "percent": 300 } }"#).policy.limits
    #expect(limits.groupGrowth.percent == 300)
  }

  @Test func `every limit with parts can be set`() throws {
    for name in LimitName.allCases where name != .mustExist && name != .seats {
      let limits = try decode(
        with: #""limits": { "\#(name.rawValue)": { "count": 12345 } }"#
      ).policy.limits
      #expect(limits != LimitSettings(), "\(name.rawValue) has no effect")
    }
  }
}
