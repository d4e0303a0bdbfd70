internal import SafeFiles
internal import SyncConfiguration

/// A line of crontab(5) that runs a configuration.
package enum CronTable {
  /// The line, below comments on what it needs.
  ///
  /// What a run prints is mailed by cron, or added to a file: a run that finds the lock held must not empty the file
  /// that the other one is writing. With `--quiet` a run without news prints nothing.
  ///
  /// - Parameters:
  ///   - schedule: What is run, as whom, with which secrets, when. A named account makes it a line for `/etc/cron.d`.
  ///   - outputFile: Where the output is added; nil: cron's mail.
  /// - Returns: Text for a crontab.
  /// - Throws: ``ScheduleError`` for what no crontab can hold.
  package static func text(
    _ schedule: Schedule,
    outputFile: String? = nil
  ) throws(ScheduleError) -> String {
    var checked = schedule
    checked.readPaths += [outputFile].compactMap(\.self)
    try checked.check()
    let spread = schedule.configuration.utf8.reduce(0) { ($0 &+ Int($1)) % 60 }
    var words = [schedule.calendar.cronFields(minute: spread)]
    var comments: [String] = []
    if case .named(let name) = schedule.account {
      words.append(name)
      comments.append("# /etc/cron.d/rollcall")
    } else {
      comments.append("# For 'crontab -e' of the account that runs rollcall")
    }
    comments += needs(schedule) + schedule.stateNote(isService: false) + schedule.proxyNote
    words += credentials(schedule)
    words += [quoted(schedule.program), "sync --yes --quiet --config"]
    words.append(quoted(schedule.configuration))
    if let state = schedule.stateFolder { words += ["--state", quoted(state)] }
    if let outputFile {
      words.append(">>\(quoted(outputFile)) 2>&1")
    } else {
      comments.append("# What it prints goes by mail to MAILTO; nothing to do prints nothing.")
    }
    return (comments + [words.joined(separator: " ")]).joined(separator: "\n") + "\n"
  }

  private static func needs(_ schedule: Schedule) -> [String] {
    let names = schedule.environmentNames
    guard !names.isEmpty else { return [] }
    return [
      "# cron does not know \(names.joined(separator: ", ")): keep each secret in a file of its own, mode 0600,",
      "# and refer to it as \"file:PATH\" in the configuration.",
    ]
  }

  /// Where `credential:NAME` is looked up; systemd sets it by itself.
  private static func credentials(_ schedule: Schedule) -> [String] {
    let folders = schedule.secrets.compactMap { secret -> String? in
      if case .credential(_, let folder) = secret.reference { folder } else { nil }
    }
    return folders.first.map { ["CREDENTIALS_DIRECTORY=\(quoted($0))"] } ?? []
  }

  /// For `/bin/sh`; in a crontab `%` would be a line break.
  private static func quoted(_ word: String) -> String {
    var text = "'"
    for character in word {
      switch character {
      case "'": text += "'\\''"
      case "%": text += "'\\%'"
      default: text.append(character)
      }
    }
    return text + "'"
  }
}
