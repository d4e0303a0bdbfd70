import DirectoryModel
import Monitoring
import Testing

struct MetricsTextTests {
  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test func `a run that read nothing shows what is known`() {
    let report = Samples.report(5)
    let memory = MonitoringMemory().after(report, nil)
    let text = MetricsText.render(report, memory, configuration: "/etc/rollcall/config.json")
    let label = "{configuration=\"/etc/rollcall/config.json\"}"
    #expect(
      lines(text).filter { !$0.hasPrefix("# HELP") } == [
        "# TYPE rollcall_last_run_timestamp_seconds gauge",
        "rollcall_last_run_timestamp_seconds\(label) 1700000003",
        "# TYPE rollcall_last_success_timestamp_seconds gauge",
        "rollcall_last_success_timestamp_seconds\(label) 0",
        "# TYPE rollcall_last_run_duration_seconds gauge",
        "rollcall_last_run_duration_seconds\(label) 3",
        "# TYPE rollcall_last_run_exit_code gauge",
        "rollcall_last_run_exit_code\(label) 5",
        "# TYPE rollcall_failures_in_a_row gauge",
        "rollcall_failures_in_a_row\(label) 1",
        "# TYPE rollcall_decisions_waiting gauge",
        "rollcall_decisions_waiting\(label) 0",
        "# TYPE rollcall_disabled_with_access gauge",
        "rollcall_disabled_with_access\(label) 0",
        "# TYPE rollcall_stopped_runs gauge",
        "rollcall_stopped_runs\(label) 0",
      ]
    )
  }

  @Test(
    "what waits says since when",
    arguments: [
      "rollcall_decisions_waiting{configuration=\"c\"} 2",
      "rollcall_decisions_waiting_since_timestamp_seconds{configuration=\"c\"} 1699996400",
      "rollcall_disabled_with_access{configuration=\"c\"} 2",
      "rollcall_disabled_with_access_since_timestamp_seconds{configuration=\"c\"} 40",
      "rollcall_stopped_runs{configuration=\"c\"} 4",
      "rollcall_stopped_since_timestamp_seconds{configuration=\"c\"} 30",
    ]
  )
  func waiting(line: String) {
    var sync = Samples.memory(decisions: ["a", "b"])
    sync.disabledSince = ["u-1": Timestamp(seconds: 50), "u-2": Timestamp(seconds: 40)]
    sync.stopped = SyncMemory.Stopped(since: Timestamp(seconds: 30), runs: 4)
    let report = Samples.report(3)
    let memory = MonitoringMemory().after(report, sync)
    #expect(lines(MetricsText.render(report, memory, configuration: "c")).contains(line))
  }

  @Test(
    "a plan shows sizes, changes and limits",
    arguments: [
      "rollcall_organization_members{configuration=\"c\"} 44",
      "rollcall_organization_groups{configuration=\"c\"} 5",
      "rollcall_source_users{configuration=\"c\",source=\"hq\"} 61",
      "rollcall_source_groups{configuration=\"c\",source=\"hq\"} 8",
      "rollcall_changes{action=\"revoke\",configuration=\"c\",result=\"done\"} 1",
      "rollcall_changes{action=\"restore\",configuration=\"c\",result=\"held\"} 1",
      "rollcall_changes{action=\"invite\",configuration=\"c\",result=\"pending\"} 1",
      "rollcall_changes{action=\"deleteGroup\",configuration=\"c\",result=\"failed\"} 0",
      "rollcall_limit_value{configuration=\"c\",limit=\"memberRemovals\"} 9",
      "rollcall_limit_allowed{configuration=\"c\",limit=\"memberRemovals\"} 4",
      "rollcall_limit_exceeded{configuration=\"c\",limit=\"memberRemovals\"} 1",
      "rollcall_limit_allowed{configuration=\"c\",limit=\"invitations\"} +Inf",
      "rollcall_limit_value{configuration=\"c\",limit=\"groupShrink\"} 6",
      "rollcall_limit_exceeded{configuration=\"c\",limit=\"groupShrink\"} 1",
    ]
  )
  func planned(line: String) {
    let plan = Samples.plan(limits: [
      LimitVerdict(name: .memberRemovals, value: 9, base: 44, allowed: 4, exceeded: true),
      LimitVerdict(name: .invitations, value: 1, base: 44, allowed: nil, exceeded: false),
      LimitVerdict(
        name: .groupShrink,
        subject: "a",
        value: 40,
        base: 90,
        allowed: 45,
        exceeded: false
      ),
      LimitVerdict(
        name: .groupShrink,
        subject: "b",
        value: 6,
        base: 10,
        allowed: 5,
        exceeded: true
      ),
    ])
    let report = Samples.report(0, plan: plan, outcomes: [ChangeOutcome(0, .done)])
    let text = MetricsText.render(report, MonitoringMemory(), configuration: "c")
    #expect(lines(text).contains(line))
  }

  @Test func `each family is described once, before its samples`() {
    let report = Samples.report(0, plan: Samples.plan())
    let text = MetricsText.render(report, MonitoringMemory(), configuration: "c")
    var described: [String] = []
    for line in lines(text) {
      if line.hasPrefix("# TYPE ") {
        described.append(String(line.split(separator: " ")[2]))
      } else if !line.hasPrefix("#") {
        #expect(described.last == String(line.prefix { $0 != "{" }))
      }
    }
    #expect(Set(described).count == described.count)
  }

  @Test func `a label's text is escaped`() {
    let report = Samples.report(5)
    let text = MetricsText.render(
      report,
      MonitoringMemory(),
      configuration: "/a\"b\\c\nd\u{1b}e"
    )
    #expect(text.contains("{configuration=\"/a\\\"b\\\\c\\nd\u{fffd}e\"} 5\n"))
  }
}
