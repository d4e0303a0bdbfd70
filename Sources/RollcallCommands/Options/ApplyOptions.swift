internal import ArgumentParser
internal import SyncPlanner

/// What `sync` and `undo` share: how far they go, and who lets what pass.
struct ApplyOptions: ParsableArguments {
  @Flag(name: .long, help: "Stop before asking; nothing is changed.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Apply what is not held, without asking.")
  var yes = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Let exactly the plan with this digest pass, held changes and stops included (12 to 64 digits).",
      valueName: "digest"
    )
  )
  var accept: DigestPrefix?

  @Option(name: .long, help: ArgumentHelp("Why, for the record of --accept.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if dryRun, yes || accept != nil || reason != nil {
      throw ValidationError("--dry-run applies nothing: leave --yes, --accept and --reason out.")
    }
    if yes, accept == nil, reason != nil {
      throw ValidationError("--reason is recorded with --accept; --yes approves nothing.")
    }
  }

  /// Something decides what is applied: an option, or a person at a terminal.
  func isDecided(at console: Console) -> Bool { yes || accept != nil || console.canAsk }
}

extension DigestPrefix: ExpressibleByArgument {
  init?(argument: String) { self.init(argument) }
}
