internal import ArgumentParser
internal import HTTPTransport

/// The root of the command line.
struct RollcallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollcall",
    abstract: "Make an organization's members and groups match a directory.",
    discussion: """
      Example: rollcall plan --config config.example.json

      Reads a directory and an organization, shows the difference, checks it against safety limits, and applies it.
      """,
    version: ProductVersion.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Every day",
        subcommands: [SyncCommand.self, PlanCommand.self, ApplyCommand.self]
      ),
      CommandGroup(
        name: "Looking",
        subcommands: [
          ExplainCommand.self, ShowCommand.self, CheckCommand.self, HistoryCommand.self,
          ConfigCommand.self,
        ]
      ),
      CommandGroup(
        name: "Setting up",
        subcommands: [InitCommand.self, ScheduleCommand.self]
      ),
      CommandGroup(
        name: "Waiting and going back",
        subcommands: [HoldCommand.self, ReleaseCommand.self, UndoCommand.self]
      ),
    ]
  )
}
