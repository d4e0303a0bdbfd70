internal import ArgumentParser
internal import Presentation

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The configuration (default: $ROLLCALL_CONFIG, $XDG_CONFIG_HOME/rollcall/config.json or else ~/.config/rollcall/config.json, /etc/rollcall/config.json).",
      valueName: "file"
    ),
    completion: .file(extensions: ["json"])
  )
  var config: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The state folder (default: $STATE_DIRECTORY, run.state, /var/lib/rollcall for a configuration below /etc, $XDG_STATE_HOME/rollcall or else ~/.local/state/rollcall).",
      valueName: "folder"
    ),
    completion: .directory
  )
  var state: String?

  @Option(name: .long, help: "Colour on: auto, always, never. NO_COLOR is respected.")
  var color: ColorMode = .auto

  @Flag(name: .long, help: "Show everything; nothing folds.")
  var all = false

  @Flag(name: .shortAndLong, help: "Log what is done, on stderr.")
  var verbose = false

  @Flag(
    name: .shortAndLong,
    help:
      "Print nothing where there is nothing to do; with --yes, what waits for a person only once (--all)."
  )
  var quiet = false

  @Option(name: .long, help: "Logs as text or json, on stderr.")
  var logFormat: LogFormat = .text

  func makeConsole(environment: [String: String]) -> Console {
    Console(
      colorMode: color,
      isQuiet: quiet,
      showsAll: all,
      commandOptions: RepeatedOptions(common: repeated),
      environment: environment
    )
  }

  /// What the commands that are named next repeat.
  var repeated: [String] {
    (config.map { RepeatedOptions.option("--config", $0) } ?? [])
      + (state.map { RepeatedOptions.option("--state", $0) } ?? [])
  }
}

extension ColorMode: ExpressibleByArgument {}

extension LogFormat: ExpressibleByArgument {}
