internal import ArgumentParser
internal import SafeFiles

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Print systemd units or a crontab line for this configuration.",
    discussion: """
      Example: rollcall schedule --systemd --config /etc/rollcall/config.json

      A service, its timer, and a template by which a person lets one reviewed plan pass: \
      systemctl start rollcall-accept@DIGEST. Secrets are loaded as credentials: "credential:NAME" and "env:NAME" \
      from NAME in the folder credentials beside the configuration, "file:PATH" from that file. Keytabs, ticket caches \
      and the keys of certificates are read by the account itself (--user).
      """
  )

  enum Form: EnumerableFlag {
    case systemd
    case cron

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .systemd: "A service, a timer, and rollcall-accept@.service."
      case .cron: "A line for crontab(5)."
      }
    }
  }

  @OptionGroup var common: CommonOptions

  @Flag var form: Form

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The account that runs it (default: one that systemd makes for each run; for cron, that of the crontab).",
      valueName: "account"
    )
  )
  var user: String?

  @Option(
    name: .long,
    help: ArgumentHelp("hourly, 6h, daily (02:00), or HH:MM.", valueName: "time")
  )
  var at = "daily"

  @Option(
    name: .long,
    help: ArgumentHelp("Write the units into this folder instead.", valueName: "folder"),
    completion: .directory
  )
  var out: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Of a cron job: add its output to this file, not to mail.",
      valueName: "file"
    ),
    completion: .file()
  )
  var log: String?

  func validate() throws {
    if form == .cron, out != nil { throw ValidationError("--out goes with --systemd.") }
    if form == .systemd, log != nil {
      throw ValidationError("--log goes with --cron: a service's output is in the journal.")
    }
  }

  func run() async throws {
    let session = try Session(common)
    guard let calendar = RunCalendar(parsing: at) else {
      throw UsageError(
        summary: "'\(at)' is no time to run at",
        hint: "Say hourly, 2h, 3h, 4h, 6h, 8h, 12h, daily, or a time such as 02:30."
      )
    }
    var schedule = Schedule(
      session.configuration,
      program: try Self.program(),
      stateFolder: try common.state.map { folder throws(FileError) in try SafePath.absolute(folder)
      },
      account: user.map { .named($0) } ?? .dynamic
    )
    schedule.calendar = calendar
    schedule.proxyNames = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"].filter {
      session.environment[$0] != nil
    }
    switch form {
    case .cron:
      let file = try log.map { file throws(FileError) in try SafePath.absolute(file) }
      session.console.answer(try CronTable.text(schedule, outputFile: file))
    case .systemd: try printUnits(of: schedule, session.console)
    }
  }

  private func printUnits(of schedule: Schedule, _ console: Console) throws {
    let units = try SystemdUnits.make(schedule)
    guard let out else {
      console.answer(SystemdUnits.text(units, of: schedule))
      return
    }
    do {
      let folder = try SafePath.absolute(out)
      try refuseOthers(units, in: folder)
      for unit in units {
        try AtomicFile.write(unit.text, to: SafePath.join(folder, unit.name), mode: 0o644)
        console.answer("wrote \(SafePath.join(folder, unit.name))\n")
      }
    } catch let error as FileError {
      throw UsageError(summary: error.summary, hint: error.hint)
    }
    console.answer(SystemdUnits.next(schedule))
  }

  /// What somebody has written into a unit is not ours to lose.
  private func refuseOthers(_ units: [SystemdUnits.Unit], in folder: String) throws {
    for unit in units {
      let path = SafePath.join(folder, unit.name)
      guard try FileStatus(of: path) != nil else { continue }
      let present = try InputFile.contents(of: path, limit: 1 << 20)
      guard present != Array(unit.text.utf8) else { continue }
      throw UsageError(
        summary: "\(path) is there with another text",
        hint:
          "It was changed, or made from another configuration: move it away to have the new one; settings of your own belong beside it ('systemctl edit \(unit.name)'). Nothing was written."
      )
    }
  }

  /// This program, by its path from the root.
  private static func program() throws -> String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw UsageError(
        summary: "cannot find out where this program lies: \(error)",
        hint: "It needs /proc."
      )
    }
  }
}
