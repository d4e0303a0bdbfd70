package import DirectoryModel

/// Figures of the last run in Prometheus' text format (exposition format 0.0.4), for node_exporter's text-file collector.
///
/// Every series is labelled with the configuration, so that several configurations of one host do not collide. What a
/// run could not find out, having read nothing, is left out or stays as the last run knew it.
package struct MetricsText {
  private let report: RunReport
  private let memory: MonitoringMemory
  private let configuration: String
  private var text = ""

  /// - Parameters:
  ///   - report: How the run ended.
  ///   - memory: What is remembered, this run included.
  ///   - configuration: The path of the configuration.
  /// - Returns: The whole file.
  package static func render(
    _ report: RunReport,
    _ memory: MonitoringMemory,
    configuration: String
  ) -> String {
    var metrics = MetricsText(report: report, memory: memory, configuration: configuration)
    metrics.writeRun()
    metrics.writeWaiting()
    if let plan = report.plan {
      metrics.writeSizes(plan)
      metrics.writeChanges()
      metrics.writeLimits(plan)
    }
    return metrics.text
  }

  private init(report: RunReport, memory: MonitoringMemory, configuration: String) {
    self.report = report
    self.memory = memory
    self.configuration = configuration
  }

  private mutating func writeRun() {
    family("last_run_timestamp_seconds", "When the last run ended.")
    sample(report.endedAt.seconds)
    family("last_success_timestamp_seconds", "When a run last ended with 0 or 10; 0: never.")
    sample(memory.lastSuccessAt ?? 0)
    family("last_run_duration_seconds", "How long the last run took.")
    sample(max(0, report.endedAt - report.startedAt))
    family("last_run_exit_code", "The exit code of the last run.")
    sample(Int64(report.exitCode))
    family("failures_in_a_row", "Runs that failed since one ended well.")
    sample(memory.failuresInARow)
  }

  private mutating func writeWaiting() {
    family("decisions_waiting", "Decisions that wait for a person.")
    sample(memory.decisions.count)
    if let since = memory.decisions.since {
      family("decisions_waiting_since_timestamp_seconds", "Since when the oldest of them waits.")
      sample(since)
    }
    family("disabled_with_access", "Disabled or deleted people who still have access.")
    sample(memory.disabled.count)
    if let since = memory.disabled.since {
      family("disabled_with_access_since_timestamp_seconds", "Since when the longest of them has.")
      sample(since)
    }
    family("stopped_runs", "Runs in a row that a limit stopped.")
    sample(memory.stopped?.runs ?? 0)
    if let stopped = memory.stopped {
      family("stopped_since_timestamp_seconds", "Since when runs are stopped.")
      sample(stopped.since)
    }
  }

  private mutating func writeSizes(_ plan: Plan) {
    family("organization_members", "Members that the organization had when it was read.")
    sample(plan.memberCount)
    family("organization_groups", "Groups that the organization had when it was read.")
    sample(plan.groupCount)
    family("source_users", "Users that a source gave.")
    for source in plan.sources { sample(source.users, ["source": source.description.name]) }
    let groups = plan.sources.compactMap { source in
      source.groups.map { (source.description.name, $0) }
    }
    guard !groups.isEmpty else { return }
    family("source_groups", "Groups that a source gave.")
    for (name, count) in groups { sample(count, ["source": name]) }
  }

  /// All of them, zeros too: a series that comes and goes is hard to add up.
  private mutating func writeChanges() {
    let figures = RunFigures(report)
    family("changes", "Changes of the last run by action and what became of them.")
    for action in ChangeAction.allCases {
      for fate in RunFigures.Fate.allCases {
        let count = figures.changes[action]?[fate] ?? 0
        sample(count, ["action": action.rawValue, "result": fate.rawValue])
      }
    }
  }

  private mutating func writeLimits(_ plan: Plan) {
    let verdicts = LimitName.allCases.compactMap { name in
      Self.worst(plan.limits.filter { $0.name == name })
    }
    guard !verdicts.isEmpty else { return }
    let columns: [(String, String, (LimitVerdict) -> String)] = [
      ("limit_value", "What counted against a limit; of several the worst.", { "\($0.value)" }),
      ("limit_allowed", "What the limit allows.", { $0.allowed.map(String.init) ?? "+Inf" }),
      ("limit_exceeded", "Whether the limit was exceeded.", { $0.exceeded ? "1" : "0" }),
    ]
    for (name, help, value) in columns {
      family(name, help)
      for verdict in verdicts { write(value(verdict), ["limit": verdict.name.rawValue]) }
    }
  }

  /// Limits of single groups have a verdict for each: the one that is over, or the least far below, stands for all.
  private static func worst(_ verdicts: [LimitVerdict]) -> LimitVerdict? {
    func room(_ verdict: LimitVerdict) -> Int {
      (verdict.allowed ?? Int.max).subtractingReportingOverflow(verdict.value).partialValue
    }
    return verdicts.min { left, right in
      left.exceeded != right.exceeded ? left.exceeded : room(left) < room(right)
    }
  }

  private var current = ""

  private mutating func family(_ name: String, _ help: String) {
    current = "rollcall_\(name)"
    text += "# HELP \(current) \(help)\n# TYPE \(current) gauge\n"
  }

  private mutating func sample(_ value: some BinaryInteger, _ labels: [String: String] = [:]) {
    write("\(value)", labels)
  }

  private mutating func write(_ value: String, _ labels: [String: String]) {
    let all = labels.merging(["configuration": configuration]) { first, _ in first }
    let list = all.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escape($0.value))\"" }
    text += "\(current){\(list.joined(separator: ","))} \(value)\n"
  }

  /// The three escapes of the format; other control characters have no place in a label.
  static func escape(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar.value < 0x20 ? "\u{fffd}" : scalar)
      }
    }
    return escaped
  }
}
