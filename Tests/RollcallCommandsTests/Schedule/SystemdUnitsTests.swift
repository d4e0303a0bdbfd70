import RollcallCommands
import SafeFiles
import SyncConfiguration
import TestSupport
import Testing

struct SystemdUnitsTests {
  private func unit(_ name: String, _ schedule: Schedule) throws -> String {
    try #require(try SystemdUnits.make(schedule).first { $0.name == name }).text
  }

  private func lines(_ name: String, _ schedule: Schedule) throws -> [String] {
    try unit(name, schedule).split(separator: "\n").map(String.init)
  }

  @Test(
    "the service says what systemd has to know",
    arguments: [
      "Type=oneshot", "DynamicUser=yes", "User=rollcall", "StateDirectory=rollcall",
      "ExecStart=/usr/bin/env sync --yes --quiet --config /etc/rollcall/config.json",
      "LoadCredential=bitwarden:/etc/rollcall/credentials/bitwarden",
      "LoadCredential=LDAP_PASSWORD:/etc/rollcall/credentials/LDAP_PASSWORD",
      "LoadCredential=scim.token:/etc/rollcall/scim.token",
      "ReadWritePaths=\"/var/lib/prometheus node\"", "TimeoutStartSec=45min",
      "SuccessExitStatus=10",
      "RestartPreventExitStatus=3 64 74 77 78", "Restart=on-failure", "StartLimitBurst=3",
      "# OnFailure=tell-operators@%n.service", "ProtectHome=yes",
    ]
  )
  func service(line: String) throws {
    #expect(try lines("rollcall.service", Schedules.full).contains(line))
  }

  @Test(
    "the timer makes up for missed runs, and does not start all hosts at once",
    arguments: [
      "OnCalendar=*-*-* 02:00:00", "RandomizedDelaySec=15min", "Persistent=true",
      "WantedBy=timers.target",
    ]
  )
  func timer(line: String) throws {
    #expect(try lines("rollcall.timer", Schedules.full).contains(line))
  }

  @Test func `a person's yes runs with the account, secrets and state of the service`() throws {
    let service = try lines("rollcall.service", Schedules.full)
    let acceptance = try lines("rollcall-accept@.service", Schedules.full)
    let start = try #require(service.firstIndex { $0.hasPrefix("TimeoutStartSec=") })
    #expect(Array(acceptance.suffix(service.count - start)) == Array(service[start...]))
    #expect(
      acceptance.contains(
        "ExecStart=/usr/bin/env sync --accept %i --reason \"systemctl start %n\" --config /etc/rollcall/config.json"
      )
    )
  }

  @Test func `nothing in a path has a meaning for systemd`() throws {
    let lines = try lines("rollcall.service", Schedules.named)
    #expect(
      lines.contains(
        "ExecStart=\"/home/ann/bin/roll call%%1\" sync --yes --quiet --config \"/home/ann/my \\\"$$5\\\" config.json\""
      )
    )
    #expect(lines.contains("User=ann"))
    #expect(!lines.contains("DynamicUser=yes"))
    #expect(lines.contains("ProtectHome=read-only"))
  }

  @Test func `each secret is loaded once, and what cannot be a credential is said`() throws {
    var schedule = Schedules.full
    let again = Schedule.ScheduledSecret(
      key: "x",
      reference: .credential("bitwarden", folder: "/etc/rollcall/credentials")
    )
    schedule.secrets.append(again)
    let loaded = try lines("rollcall.service", schedule).filter { $0.hasPrefix("LoadCredential=") }
    #expect(loaded.count == 3)
    schedule.secrets.append(.init(key: "y", reference: .file("/srv/bitwarden")))
    let double = #expect(throws: ScheduleError.self) { try SystemdUnits.make(schedule) }
    #expect(double?.summary.contains("two secrets would be the credential 'bitwarden'") == true)
    schedule.secrets = [.init(key: "z", reference: .file("/srv/a:b"))]
    let colon = #expect(throws: ScheduleError.self) { try SystemdUnits.make(schedule) }
    #expect(colon?.summary == "'a:b' cannot be the name of a credential")
  }

  @Test(
    "a state folder below /var/lib is made by systemd",
    arguments: [
      (nil, "StateDirectory=rollcall"), ("/var/lib/rollcall/a", "StateDirectory=rollcall/a"),
      ("/srv/state", "ReadWritePaths=/srv/state"), ("/var/lib/", "ReadWritePaths=/var/lib/"),
      ("/var/lib/../x", "ReadWritePaths=/var/lib/../x"),
      ("/var/lib/a b", "ReadWritePaths=\"/var/lib/a b\""),
    ] as [(String?, String)]
  )
  func state(folder: String?, line: String) throws {
    var schedule = Schedules.plain
    schedule.stateFolder = folder
    let lines = try lines("rollcall.service", schedule)
    #expect(lines.contains(line))
    // Where systemd does not say where it is, the command does.
    let isNamed = lines.contains { $0.hasPrefix("ExecStart=") && $0.contains(" --state ") }
    #expect(isNamed == line.hasPrefix("ReadWritePaths="))
  }

  @Test(
    "where runs by hand have another state, unit and next steps say so",
    arguments: [
      ("/etc/rollcall/config.json", nil, nil), ("/etc/rollcall/config.json", "/srv/x", "/srv/x"),
      ("/home/ann/config.json", nil, "/var/lib/rollcall"),
      ("/home/ann/config.json", "/srv/x", "/srv/x"),
    ] as [(String, String?, String?)]
  )
  func stateByHand(configuration: String, folder: String?, named: String?) throws {
    var schedule = Schedule(program: "/usr/bin/env", configuration: configuration)
    schedule.stateFolder = folder
    let service = try unit("rollcall.service", schedule)
    let units = try SystemdUnits.make(schedule)
    let steps = SystemdUnits.text(units, of: schedule).split(separator: "\n").suffix(2)
    let words = named.map { "they say --state \($0), or" } ?? "they say --state"
    #expect(service.contains(words) == (named != nil))
    #expect(steps.joined().contains(words) == (named != nil))
  }

  @Test func `what only others than the service may read, and a proxy of this shell, are said`()
    throws
  {
    var schedule = Schedules.plain
    schedule.closedPaths = ["/etc/rollcall/sync.keytab"]
    schedule.proxyNames = ["HTTPS_PROXY"]
    let comments = try lines("rollcall.service", schedule).filter { $0.hasPrefix("#") }
    #expect(comments.contains { $0.hasPrefix("# /etc/rollcall/sync.keytab is for its owner") })
    #expect(comments.contains { $0.hasPrefix("# The shell that made this knows HTTPS_PROXY;") })
    schedule = Schedule(
      program: "/usr/bin/env",
      configuration: "/etc/a.json",
      account: .named("ann")
    )
    schedule.closedPaths = ["/etc/rollcall/sync.keytab"]
    #expect(try !unit("rollcall.service", schedule).contains("sync.keytab"))
  }

  @Test(
    "a failed run is tried again where the timer is far",
    arguments: [
      (.daily(hour: 2, minute: 0), 1800, "150min"), (.hours(12), 1800, "150min"),
      (.hours(1), 1800, nil), (.daily(hour: 2, minute: 0), nil, nil),
      (.daily(hour: 2, minute: 0), Int64.max, nil), (.daily(hour: 2, minute: 0), 86_400, nil),
    ] as [(RunCalendar, Int64?, String?)]
  )
  func retries(calendar: RunCalendar, deadline: Int64?, window: String?) throws {
    var schedule = Schedules.plain
    schedule.calendar = calendar
    schedule.deadline = deadline
    let lines = try lines("rollcall.service", schedule)
    #expect(lines.contains("Restart=on-failure") == (window != nil))
    #expect(
      lines.first { $0.hasPrefix("StartLimitIntervalSec=") }
        == window.map { "StartLimitIntervalSec=\($0)" }
    )
  }

  @Test func `what is hidden by the sandbox is said`() throws {
    var schedule = Schedules.plain
    schedule.readPaths = ["/tmp/exports"]
    #expect(
      try unit("rollcall.service", schedule).contains("# /tmp/exports lies where PrivateTmp=")
    )
  }

  @Test(
    "what no unit can hold is refused",
    arguments: [
      Schedule(program: "rollcall", configuration: "/etc/a.json"),
      Schedule(program: "/usr/bin/rollcall", configuration: "a.json"),
      Schedule(program: "/usr/bin/rollcall", configuration: "/etc/a\nUser=root"),
      Schedule(program: "/usr/bin/rollcall", configuration: "/etc/a.json", account: .named("a b")),
      Schedule(program: "/usr/bin/rollcall", configuration: "/etc/a.json", account: .named("")),
      Schedule(program: "/usr/bin/rollcall", configuration: "/etc/a.json", account: .named("%i")),
    ]
  )
  func refused(schedule: Schedule) {
    #expect(throws: ScheduleError.self) { try SystemdUnits.make(schedule) }
  }

  @Test(
    "systemd finds nothing to object to",
    .systemdAnalyze,
    arguments: [Schedules.plain, Schedules.full]
  )
  func verified(schedule: Schedule) async throws {
    try await inTemporaryFolder { folder in
      let units = try SystemdUnits.make(schedule)
      for unit in units { try AtomicFile.write(unit.text, to: "\(folder)/\(unit.name)") }
      // A template is judged by one of its instances.
      let instance = "rollcall-accept@7f3c91a0b2d4.service"
      try AtomicFile.write(units[2].text, to: "\(folder)/\(instance)")
      for name in ["rollcall.service", "rollcall.timer", instance] {
        let result = try await SystemdAnalyze.run(["verify", "--man=no", "\(folder)/\(name)"])
        #expect(result.code == 0, "\(name): \(result.output)")
        #expect(!result.output.contains(folder), "\(name): \(result.output)")
      }
    }
  }

  /// `systemd-analyze security`: 0 is the tightest; 1.0 and less is "SAFE"; a network client cannot have PrivateNetwork=.
  @Test(
    "the sandbox is rated 1.3 or better",
    .systemdAnalyze,
    arguments: [
      Schedules.plain, Schedules.full,
    ]
  )
  func rated(schedule: Schedule) async throws {
    try await inTemporaryFolder { folder in
      let unit = try #require(try SystemdUnits.make(schedule).first)
      try AtomicFile.write(unit.text, to: "\(folder)/\(unit.name)")
      let result = try await SystemdAnalyze.run([
        "security", "--offline=true", "--threshold=13", "\(folder)/\(unit.name)",
      ])
      #expect(result.code == 0, "\(result.output)")
      #expect(result.output.contains("Overall exposure level"))
    }
  }

  @Test(.systemdAnalyze) func `a sandbox with a hole is rated worse`() async throws {
    try await inTemporaryFolder { folder in
      let unit = try #require(try SystemdUnits.make(Schedules.plain).first)
      let text = unit.text.split(separator: "\n").filter { !$0.hasPrefix("SystemCallFilter=") }
      try AtomicFile.write(text.joined(separator: "\n"), to: "\(folder)/\(unit.name)")
      let result = try await SystemdAnalyze.run([
        "security", "--offline=true", "--threshold=13", "\(folder)/\(unit.name)",
      ])
      #expect(result.code != 0)
    }
  }

  @Test func `the printed text holds each unit below its path`() throws {
    let text = SystemdUnits.text(try SystemdUnits.make(Schedules.plain), of: Schedules.plain)
    for name in ["rollcall.service", "rollcall.timer", "rollcall-accept@.service"] {
      #expect(text.contains("# /etc/systemd/system/\(name)\n[Unit]\n"))
    }
  }
}
