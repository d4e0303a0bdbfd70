import DirectoryModel
import Presentation
import Testing

struct ReportJSONTests {
  @Test func `a report has the plan's head and an outcome for each change`() throws {
    let bytes = ReportJSON.encode(SampleRuns.partly)
    try expectGolden(String(decoding: bytes, as: UTF8.self), "report.json")
    #expect(try JSONValue(bytes).sorted + "\n" == String(decoding: bytes, as: UTF8.self))
  }

  @Test func `a run that ended before its plan has no head`() throws {
    let report = RunReport(
      command: "sync",
      startedAt: SamplePlans.now,
      endedAt: SamplePlans.now + 1,
      exitCode: 5,
      conclusion: "source unreadable",
      plan: nil,
      outcomes: [],
      approval: nil
    )
    #expect(
      String(decoding: ReportJSON.encode(report), as: UTF8.self)
        == "{\"command\":\"sync\",\"conclusion\":\"source unreadable\",\"endedAt\":\"2026-11-25T01:00:01Z\",\"exitCode\":5,\"outcomes\":[],\"startedAt\":\"2026-11-25T01:00:00Z\",\"version\":1}\n"
    )
  }
}
