internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SyncConfiguration

struct HoldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Turn every apply into a plan for a while.",
    discussion: """
      Example: rollcall hold "migration this week" --until 7d

      Runs end with exit code 3 and change nothing until 'rollcall release', or until the time is over. A hold takes the \
      place of one that is on, unless that one lasts longer.
      """
  )

  @OptionGroup var common: CommonOptions

  @Argument(help: "Why, for whoever reads the log.")
  var reason: String

  @Option(
    name: .long,
    help: ArgumentHelp("For how long: 12h, 7d (default: until released).", valueName: "duration")
  )
  var until: String?

  func run() async throws {
    let session = try Session(common)
    let now = Session.clock()
    var end: Timestamp?
    if let until {
      guard let seconds = DurationWord.seconds(until) else {
        throw UsageError(
          summary: "'\(until)' is no duration",
          hint: "Write it as 90s, 30m, 72h or 7d."
        )
      }
      end = now + seconds
    }
    let state = try await session.stateFolder()
    try state.prepare()
    let style = session.console.outputStyle
    let release = VisibleText.escape(session.commandOptions.command("release"))
    let present = try state.hold(now: now)
    let other = present.map {
      "the hold of \($0.who) since \(style.moment($0.since)): \($0.reason)"
    }
    if let other, let end, present?.until.map({ $0 > end }) ?? true {
      throw UsageError(
        summary: "this would end before \(other)",
        hint: "'\(release)' ends that one first."
      )
    }
    try state.setHold(
      RunHold(
        reason: reason,
        since: now,
        until: end,
        who: Person.name(environment: session.environment)
      )
    )
    let until = end.map { " until \(style.moment($0))" } ?? ""
    session.console.answer("on hold\(until): '\(release)' ends it\n")
    if let other { session.console.answer("in place of \(VisibleText.escape(other))\n") }
  }
}

struct ReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "End a hold.",
    discussion: "Example: rollcall release"
  )

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let session = try Session(common)
    let state = try await session.stateFolder()
    let hold = try state.hold(now: Session.clock())
    try state.release()
    session.console.answer(hold == nil ? "there was no hold\n" : "released\n")
  }
}

extension Session {
  /// The state folder of the configured organization.
  func stateFolder() async throws -> StateFolder {
    StateFolder(
      root: try assembly.stateRoot(),
      organization: try await assembly.identity()
    )
  }
}
