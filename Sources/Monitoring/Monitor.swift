package import DirectoryModel
package import HTTPTransport
internal import SafeFiles

/// Tells the host and other services about one run: metrics, pings, notices, systemd.
///
/// Nothing here fails a run: what went wrong comes back as sentences for the log.
package struct Monitor: Sendable {
  private let settings: MonitorSettings
  private let configuration: String
  private let memoryFile: MonitoringMemoryFile?
  private let transport: any HTTPTransport
  private let notifier: SystemdNotifier?

  /// - Parameters:
  ///   - settings: Who is told.
  ///   - configuration: The path of the configuration.
  ///   - stateFolder: The root of the state; nil if it is not known: then nothing is remembered.
  ///   - transport: For pings and the webhook: ``ServiceCalls/makeTransport()``.
  ///   - notifier: systemd, if it listens.
  package init(
    _ settings: MonitorSettings,
    configuration: String,
    stateFolder: String?,
    transport: any HTTPTransport,
    notifier: SystemdNotifier?
  ) {
    self.settings = settings
    self.configuration = configuration
    self.transport = transport
    self.notifier = notifier
    memoryFile = stateFolder.map {
      MonitoringMemoryFile(folder: $0, configuration: configuration)
    }
  }

  /// To be called when a run begins, beside it: it waits for the answer of `ping.start`.
  ///
  /// - Returns: What went wrong.
  package func began() async -> [String] {
    notifier?.send(.ready, .status("reading both sides"))
    guard let url = settings.pingStart else { return [] }
    return await ServiceCalls.ping(url, over: transport).map { ["ping.start: \($0)"] } ?? []
  }

  /// To be called when a run has ended, its report written, whatever became of it.
  ///
  /// - Parameters:
  ///   - report: How the run ended.
  ///   - memory: What the run left for the next; nil if it ended before it had any.
  /// - Returns: What went wrong.
  package func ended(_ report: RunReport, _ memory: SyncMemory?) async -> [String] {
    notifier?.send(.stopping, .status("exit \(report.exitCode): \(report.ending)"))
    var remembered = (memoryFile?.load() ?? MonitoringMemory()).after(report, memory)
    var problems: [String] = []
    if let problem = writeMetrics(report, remembered) { problems.append(problem) }
    let reasons = NoticeRule.reasons(report, remembered)
    async let ping = pingEnd(report)
    let told = await tell(reasons, report, remembered, memory)
    problems += told.problems
    if told.isHeard { remembered = remembered.told(reasons, report) }
    if let problem = await ping { problems.append(problem) }
    if let problem = memoryFile?.save(remembered) { problems.append(problem) }
    return problems
  }

  private func writeMetrics(_ report: RunReport, _ memory: MonitoringMemory) -> String? {
    guard let path = settings.metricsFile else { return nil }
    let text = MetricsText.render(report, memory, configuration: configuration)
    do throws(FileError) {
      // No lock is held here: another run may be at it this moment, but not for an hour.
      try? AtomicFile.removeLeftovers(of: path, idleFor: 3600)
      // For another account's eyes: node_exporter's.
      try AtomicFile.write(text, to: path, mode: 0o644)
      return nil
    } catch {
      return
        "metricsFile: \(error.summary); its folder has to be there, and writable for the account that runs rollcall"
    }
  }

  private func pingEnd(_ report: RunReport) async -> String? {
    let url = report.isSuccess ? settings.pingSuccess : settings.pingFailure
    guard let url else { return nil }
    let key = report.isSuccess ? "ping.success" : "ping.failure"
    return await ServiceCalls.ping(url, over: transport).map { "\(key): \($0)" }
  }

  private func tell(
    _ reasons: [NoticeReason],
    _ report: RunReport,
    _ memory: MonitoringMemory,
    _ sync: SyncMemory?
  ) async -> (isHeard: Bool, problems: [String]) {
    guard !reasons.isEmpty, settings.webhook != nil || !settings.command.isEmpty else {
      return (false, [])
    }
    let notice = Notice(reasons, report, memory, sync, names: settings.names)
    guard let json = try? notice.encoded() else { return (false, ["the notice has no JSON"]) }
    var isHeard = false
    var problems: [String] = []
    if let url = settings.webhook {
      let problem = await ServiceCalls.post(json, to: url, over: transport)
      if let problem { problems.append("notify.webhook: \(problem)") } else { isHeard = true }
    }
    if !settings.command.isEmpty {
      let problem = await NoticeCommand.run(settings.command, input: json)
      if let problem { problems.append("notify.command: \(problem)") } else { isHeard = true }
    }
    return (isHeard, problems)
  }
}
