import RollcallCommands
import SyncConfiguration
import Testing

struct CronTableTests {
  private func line(_ schedule: Schedule, outputFile: String? = nil) throws -> String {
    let text = try CronTable.text(schedule, outputFile: outputFile)
    return String(text.split(separator: "\n").last ?? "")
  }

  @Test(
    "the line begins with when",
    arguments: [
      ("02:30", "30 2 * * * "), ("hourly", "28 * * * * "), ("4h", "28 */4 * * * "),
    ]
  )
  func calendar(text: String, beginning: String) throws {
    var schedule = Schedules.plain
    schedule.calendar = try #require(RunCalendar(parsing: text))
    #expect(try line(schedule).hasPrefix(beginning))
  }

  @Test func `output goes by mail`() throws {
    #expect(
      try line(Schedules.plain)
        == "0 2 * * * '/usr/bin/env' sync --yes --quiet --config '/etc/rollcall/config.json'"
    )
  }

  @Test func `output is added to a file, never in place of what another run writes`() throws {
    #expect(
      try line(Schedules.plain, outputFile: "/var/log/rollcall.log")
        == "0 2 * * * '/usr/bin/env' sync --yes --quiet --config '/etc/rollcall/config.json' "
        + ">>'/var/log/rollcall.log' 2>&1"
    )
  }

  @Test func `a named account has its place behind the time`() throws {
    #expect(
      try line(Schedules.named)
        == "0 2 * * * ann '/home/ann/bin/roll call'\\%'1' sync --yes --quiet "
        + "--config '/home/ann/my \"$5\" config.json'"
    )
  }

  @Test func `secrets are found without systemd`() throws {
    let text = try CronTable.text(Schedules.full)
    #expect(text.contains(" CREDENTIALS_DIRECTORY='/etc/rollcall/credentials' '/usr/bin/env' "))
    #expect(text.contains("# cron does not know LDAP_PASSWORD: "))
  }

  @Test func `where runs by hand may have another state, a comment says so`() throws {
    #expect(try !CronTable.text(Schedules.plain).contains("Runs by hand"))
    #expect(try !CronTable.text(Schedules.plain).contains("runs by hand"))
    #expect(
      try CronTable.text(Schedules.named).contains("# The state lies in the home of the account")
    )
    var schedule = Schedules.named
    schedule.stateFolder = "/srv/state"
    #expect(try CronTable.text(schedule).contains("# they say --state /srv/state, or"))
    schedule.stateByHand = "/srv/state"
    #expect(try !CronTable.text(schedule).contains("they say --state"))
  }

  @Test("what would be a line of its own is refused", arguments: ["/a\nb", "/a\rb", "a"])
  func refused(path: String) {
    #expect(throws: ScheduleError.self) {
      try CronTable.text(Schedules.plain, outputFile: path)
    }
  }
}
