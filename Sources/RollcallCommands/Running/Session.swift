internal import DirectoryModel
internal import Logging
internal import Presentation
internal import RunState
internal import SyncConfiguration
internal import SyncEngine
internal import SyncPlanner

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One command's surroundings: configuration, console, clock, and what ends it early.
struct Session: Sendable {
  let console: Console
  let configuration: Configuration
  let assembly: Assembly
  let control = RunControl()
  let logger: Logger
  let environment: [String: String]
  /// What the commands that are named next repeat of this one.
  var commandOptions: RepeatedOptions

  /// Loads the configuration and builds both sides.
  ///
  /// - Parameters:
  ///   - options: What every command takes.
  ///   - relinks: `--relink`, to be repeated.
  ///   - only: `--only`, to be repeated.
  /// - Throws: A ``DiagnosableError`` of category `.configuration`.
  init(_ options: CommonOptions, relinks: Bool = false, only: [String] = []) throws {
    environment = ProcessInfo.processInfo.environment
    console = options.makeConsole(environment: environment)
    logger = options.makeLogger(console, environment: environment)
    commandOptions = RepeatedOptions(
      common: options.repeated,
      relinks: relinks,
      only: only
    )
    configuration = try Configuration.load(flag: options.config, environment: environment)
    assembly = Assembly(
      configuration: configuration,
      stateFlag: options.state,
      environment: environment
    )
  }

  static let clock: @Sendable () -> Timestamp = {
    Timestamp(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
  }

  /// Runs `body` under the deadline and the signals.
  ///
  /// - Parameters:
  ///   - onlyReads: `body` changes nothing and leaves nothing half written: the first signal and the deadline end the
  ///     process, whatever it waits for. Otherwise they ask `body` to end.
  ///   - body: The command's work.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  func run<Result: Sendable>(
    onlyReads: Bool = false,
    _ body: () async throws -> Result
  ) async throws -> Result {
    let console = console
    let control = control
    let stop: @Sendable (RunControl.Reason) -> Void = { reason in
      if onlyReads { FailureReport.endProcess(RunEnded(reason: reason), on: console) }
      control.stop(reason)
    }
    let listener = SignalListener { number in
      stop(.interrupted(signal: number))
      console.say("\nEnding: calls in flight finish, nothing new starts. Again ends at once.\n")
    } onSecond: { number in
      console.end(128 + number, "interrupted twice; the next run finishes what was begun")
    }
    defer { withExtendedLifetime(listener) {} }
    let deadline = configuration.run.deadline
    let timer = deadline.map { seconds in
      Task {
        try await Task.sleep(for: .seconds(seconds))
        stop(.deadline)
      }
    }
    defer { timer?.cancel() }
    return try await body()
  }

  /// An undo works without sources, also where one cannot be reached.
  func makeRun(
    command: String,
    target: any OrganizationTarget,
    readsSources: Bool = true
  ) async throws -> SyncRun {
    SyncRun(
      command: command,
      sources: readsSources ? try await assembly.makeSources() : [],
      target: target,
      policy: configuration.policy,
      stateRoot: try assembly.stateRoot(),
      keepsRunsFor: configuration.run.keepRuns,
      control: control,
      logger: logger,
      clock: Self.clock,
      encodePlan: { Encoders.plan($0) },
      encodeReport: { Encoders.report($0) }
    )
  }
}
