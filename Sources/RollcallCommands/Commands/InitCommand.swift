internal import ArgumentParser
internal import DirectoryModel
internal import Presentation
internal import SafeFiles
internal import SyncConfiguration

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a configuration, asking for what it needs.",
    discussion: """
      Example: rollcall init --config rollcall.json

      Asks on a terminal, or takes a line for each question from its standard input, and tries the connections as it \
      goes. Nothing that is there is overwritten. With --from-bwdc it asks nothing: it takes over what Bitwarden's \
      Directory Connector was told, and says what it could not.
      """
  )

  @OptionGroup var common: CommonOptions

  @Option(
    name: .long,
    help: ArgumentHelp("The Directory Connector's data.json to take over.", valueName: "file"),
    completion: .file(extensions: ["json"])
  )
  var fromBwdc: String?

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let console = common.makeConsole(environment: environment)
    let file = try InitTarget(flag: common.config, environment: environment)
    let text: String
    if let fromBwdc {
      let takeover = try ConnectorTakeover(
        try ConnectorFile.load(fromBwdc),
        file: file.path
      )
      for note in takeover.notes { console.note(note) }
      text = takeover.text
    } else {
      text = try await ask(file, console, environment)
    }
    try file.write(text)
    if fromBwdc == nil { console.say("\n") }
    console.answer("wrote \(VisibleText.escape(file.path))\n")
    let option = common.config.map { " --config \(VisibleText.escape($0))" } ?? ""
    console.say("Next: rollcall check\(option), then rollcall plan\(option)\n")
  }

  private func ask(
    _ file: InitTarget,
    _ console: Console,
    _ environment: [String: String]
  ) async throws -> String {
    let prompter = LinePrompter(
      isInteractive: isatty(STDIN_FILENO) == 1,
      style: console.errorStyle,
      read: { readLine(strippingNewline: true) },
      write: { console.say($0) }
    )
    if prompter.isInteractive {
      prompter.tell(
        "Makes \(file.path). Enter takes what stands in brackets; Ctrl-C ends it, and nothing is written."
      )
    }
    let state = common.state
    return try await InitConversation.run(prompter, file: file.path) { what, configuration in
      let assembly = Assembly(
        configuration: configuration,
        stateFlag: state,
        environment: environment
      )
      return await assembly.attempt(what)
    }
  }
}

extension Assembly {
  /// Reads one side, as `rollcall check` does.
  func attempt(_ what: InitAttempt) async -> InitOutcome {
    do {
      switch what {
      case .source:
        guard let settings = configuration.sources.first else { return .worked("no source") }
        let snapshot = try await makeSource(settings).read { _ in }
        let groups = snapshot.readings.first?.groups.map { "\($0.count) groups" } ?? "no groups"
        return .worked("\(snapshot.users.count) users, \(groups)")
      case .organization:
        let snapshot = try await makeTarget().read { _ in }
        return .worked("\(snapshot.members.count) members, \(snapshot.groups.count) groups")
      }
    } catch let error as any DiagnosableError {
      return .failed(error)
    } catch {
      return .failed(UnexpectedError(detail: "\(error)"))
    }
  }
}
