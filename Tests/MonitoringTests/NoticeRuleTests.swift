import DirectoryModel
import Monitoring
import Testing

struct NoticeRuleTests {
  /// Runs one after another, an interval apart; returns the numbers of those that were told, counted from 1.
  private func told(
    _ codes: [Int32],
    hours: Int64 = 24,
    decisions: [[String]] = []
  ) -> [NoticeReason: [Int]] {
    var memory = MonitoringMemory()
    var told: [NoticeReason: [Int]] = [:]
    for (number, code) in codes.enumerated() {
      let report = Samples.report(code, at: Int64(number) * hours)
      let open = decisions.indices.contains(number) ? decisions[number] : nil
      memory = memory.after(report, open.map(Samples.memory(decisions:)))
      let reasons = NoticeRule.reasons(report, memory)
      memory = memory.told(reasons, report)
      for reason in reasons { told[reason, default: []].append(number + 1) }
    }
    return told
  }

  @Test(
    "a failure that may pass by itself is told the second time in a row",
    arguments: [
      5, 6, 7, 8,
    ] as [Int32]
  )
  func passingFailures(code: Int32) {
    #expect(told([code]) == [:])
    #expect(told([code, code]) == [.failure: [2]])
    #expect(told([code, 0, code]) == [:])
    #expect(told([code, 10, code, code]) == [.failure: [4]])
  }

  @Test(
    "a failure that needs somebody is told at once",
    arguments: [
      1, 3, 4, 64, 74, 77, 78,
    ] as [Int32]
  )
  func lastingFailures(code: Int32) {
    #expect(told([code]) == [.failure: [1]])
    #expect(told([0, code]) == [.failure: [2]])
  }

  @Test(
    "success and what a person did are no failures",
    arguments: [
      0, 2, 9, 10, 130, 143,
    ] as [Int32]
  )
  func noFailures(code: Int32) {
    #expect(told([code, code, code]) == [:])
  }

  @Test func `different failures make one row`() {
    #expect(told([5, 6]) == [.failure: [2]])
  }

  @Test func `an interrupted run does not break the row`() {
    #expect(told([5, 130, 5]) == [.failure: [3]])
  }

  @Test func `a failure that lasts is told again each day, not each hour`() {
    let codes = [Int32](repeating: 3, count: 30)
    #expect(told(codes, hours: 1) == [.failure: [1, 21]])
  }

  @Test func `another failure in the row is told at once`() {
    #expect(told([3, 3, 77, 77], hours: 1) == [.failure: [1, 3]])
  }

  @Test func `after a success a failure is news`() {
    #expect(told([3, 0, 3], hours: 1) == [.failure: [1, 3]])
  }

  @Test func `open decisions are told when they change`() {
    let decisions = [["a"], ["a"], ["a", "b"], ["b", "a"], ["b"], []]
    #expect(told([10, 10, 10, 10, 10, 0], decisions: decisions) == [.decisions: [1, 3, 5]])
  }

  @Test func `open decisions are told again each week`() {
    let decisions = [[String]](repeating: ["a"], count: 16)
    let codes = [Int32](repeating: 10, count: 16)
    #expect(told(codes, decisions: decisions) == [.decisions: [1, 8, 15]])
  }

  @Test func `a decision that comes back is news`() {
    #expect(told([10, 0, 10], decisions: [["a"], [], ["a"]]) == [.decisions: [1, 3]])
  }

  @Test func `a run without a plan leaves the decisions as they were`() {
    var memory = MonitoringMemory()
    let first = Samples.report(10)
    memory = memory.after(first, Samples.memory(decisions: ["a"])).told([.decisions], first)
    let second = Samples.report(5, at: 24)
    memory = memory.after(second, nil)
    #expect(memory.decisions.count == 1)
    #expect(NoticeRule.reasons(second, memory) == [])
  }

  @Test func `a notice that was not heard is due again`() {
    var memory = MonitoringMemory()
    memory = memory.after(Samples.report(3), nil)
    let again = Samples.report(3, at: 1)
    memory = memory.after(again, nil)
    #expect(NoticeRule.reasons(again, memory) == [.failure])
  }

  @Test func `a clock that was put back silences nobody`() {
    var memory = MonitoringMemory()
    let future = Samples.report(3, at: 1000)
    memory = memory.after(future, nil).told([.failure], future)
    let now = Samples.report(3)
    #expect(NoticeRule.reasons(now, memory.after(now, nil)) == [.failure])
  }
}
