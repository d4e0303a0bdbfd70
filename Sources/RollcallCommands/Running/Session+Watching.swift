internal import DirectoryModel
internal import HTTPTransport
internal import Monitoring
internal import Presentation
internal import SyncConfiguration
internal import SyncEngine

extension Session {
  /// Runs `body` under the deadline and the signals, and tells whoever wants to know when it begins and how it ended.
  ///
  /// - Parameters:
  ///   - command: The command's name, as reports tell it.
  ///   - body: The run.
  /// - Throws: What `body` throws, and ``ExitStatus`` for a run that ended with another code than 0.
  func runWatched(
    _ command: String,
    _ body: () async throws -> ConcludedRun
  ) async throws {
    try await run {
      let startedAt = Self.clock()
      let monitor = try makeMonitor()
      async let beginning = monitor.began()
      let result: Result<ConcludedRun, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      warn(await beginning)
      switch result {
      case .success(let concluded):
        let finished = concluded.finished
        warn(await monitor.ended(finished.report, finished.memory))
        try concluded.checkExitCode()
      case .failure(let error):
        warn(await monitor.ended(Self.report(error, command, since: startedAt), nil))
        throw error
      }
    }
  }

  /// How far the run has come, for `systemctl status`.
  func tellStatus(_ text: String) {
    SystemdNotifier(environment: environment)?.send(.status(text))
  }

  private func makeMonitor() throws -> Monitor {
    let configured = configuration.monitoring
    var settings = MonitorSettings()
    settings.metricsFile = configured.metricsFile
    settings.pingStart = configured.pingStart
    settings.pingSuccess = configured.pingSuccess
    settings.pingFailure = configured.pingFailure
    settings.webhook = configured.webhook
    settings.command = configured.command
    settings.names = configured.names
    return Monitor(
      settings,
      configuration: configuration.path,
      stateFolder: try? assembly.stateRoot(),
      transport: try ServiceCalls.makeTransport(proxy: try assembly.makeProxy()),
      notifier: SystemdNotifier(environment: environment)
    )
  }

  /// A run that ended before it had a report of its own.
  private static func report(
    _ error: any Error,
    _ command: String,
    since startedAt: Timestamp
  ) -> RunReport {
    let known = error as? any DiagnosableError
    return RunReport(
      command: command,
      startedAt: startedAt,
      endedAt: clock(),
      exitCode: (known?.category ?? .unexpected).exitCode,
      conclusion: known?.summary ?? "\(error)",
      plan: nil,
      outcomes: [],
      approval: nil
    )
  }

  private func warn(_ problems: [String]) {
    for problem in problems { console.note(problem) }
  }
}

/// A run that is over, and what its last line says.
struct ConcludedRun: Sendable {
  let finished: FinishedRun
  let sentence: String

  /// - Throws: ``ExitStatus`` for every code but 0.
  func checkExitCode() throws(ExitStatus) {
    let code = finished.report.exitCode
    if code != 0 { throw ExitStatus(code: code, sentence: sentence) }
  }
}
