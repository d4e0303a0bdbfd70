import RollcallCommands
import Testing

struct RunCalendarTests {
  @Test(
    "a calendar is read from a word",
    arguments: [
      ("hourly", .hours(1)), ("daily", .daily(hour: 2, minute: 0)), ("6h", .hours(6)),
      ("02:30", .daily(hour: 2, minute: 30)), ("2:05", .daily(hour: 2, minute: 5)),
      ("23:59", .daily(hour: 23, minute: 59)),
    ] as [(String, RunCalendar)]
  )
  func read(text: String, calendar: RunCalendar) {
    #expect(RunCalendar(parsing: text) == calendar)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "h", "0h", "5h", "24h", "-1h", "24:00", "12:60", "1:2:3", "1:", ":1", "+1:00", "١:٠٠",
      "weekly",
    ]
  )
  func refused(text: String) {
    #expect(RunCalendar(parsing: text) == nil)
  }

  @Test(
    "systemd understands what the timer says",
    .systemdAnalyze,
    arguments: [
      "hourly", "2h", "12h", "daily", "02:30",
    ]
  )
  func understood(text: String) async throws {
    var schedule = Schedules.plain
    schedule.calendar = try #require(RunCalendar(parsing: text))
    let timer = try SystemdUnits.make(schedule)[1].text
    let line = try #require(timer.split(separator: "\n").first { $0.hasPrefix("OnCalendar=") })
    let result = try await SystemdAnalyze.run(["calendar", String(line.dropFirst(11))])
    #expect(result.code == 0, "\(result.output)")
  }
}
