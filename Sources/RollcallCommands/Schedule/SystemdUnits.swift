/// The systemd units of a configuration: a service, its timer, and a template by which a person lets one plan pass.
package enum SystemdUnits {
  /// Set by the service to the name of the template.
  package static let acceptVariable = "ROLLCALL_ACCEPT_UNIT"

  package struct Unit: Equatable, Sendable {
    /// `rollcall.service`.
    package let name: String
    package let text: String
  }

  /// - Parameter schedule: What is run, as whom, with which secrets, when.
  /// - Returns: `rollcall.service`, `rollcall.timer`, `rollcall-accept@.service`.
  /// - Throws: ``ScheduleError`` for what no unit can hold.
  package static func make(_ schedule: Schedule) throws(ScheduleError) -> [Unit] {
    try schedule.check()
    try schedule.checkCredentials()
    return [
      Unit(name: "rollcall.service", text: service(schedule)),
      Unit(name: "rollcall.timer", text: timer(schedule)),
      Unit(name: "rollcall-accept@.service", text: acceptance(schedule)),
    ]
  }

  /// All units as one text, each below the path where it belongs, and what to type next.
  package static func text(_ units: [Unit], of schedule: Schedule) -> String {
    units.map { "# /etc/systemd/system/\($0.name)\n\($0.text)\n" }.joined() + next(schedule)
  }

  /// What to type when the units are in their files.
  static func next(_ schedule: Schedule) -> String {
    let lines =
      [
        "# Next, with the units in /etc/systemd/system:",
        "#   systemd-analyze verify rollcall.service rollcall.timer",
        "#   systemctl daemon-reload && systemctl enable --now rollcall.timer",
        "# A plan that was stopped or held, once it has been reviewed:",
        "#   systemctl start rollcall-accept@DIGEST",
        "# A run by hand, after one that has failed again and again:",
        "#   systemctl reset-failed rollcall && systemctl start rollcall",
      ] + schedule.stateNote(isService: true)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func service(_ schedule: Schedule) -> String {
    let retries = Retries(schedule)
    let lines =
      [
        "[Unit]",
        "Description=Make the organization match the directory",
        "Documentation=man:rollcall(1) man:rollcall-config(5)",
        "Wants=network-online.target",
        "After=network-online.target nss-lookup.target time-sync.target",
        "# To be told of a run that stays failed, name a unit of yours:",
        "# OnFailure=tell-operators@%n.service",
      ] + retries.unitLines + ["", "[Service]", "Type=oneshot"]
      + [command(schedule, ["sync", "--yes", "--quiet"])] + retries.serviceLines
      + [
        "# Done, but decisions wait for a person:",
        "SuccessExitStatus=10",
        "# Usage, credentials and configuration do not get better by themselves; nor does a stop, nor a full disk.",
        "RestartPreventExitStatus=3 64 74 77 78",
      ] + surroundings(schedule)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func timer(_ schedule: Schedule) -> String {
    let delay = min(900, schedule.calendar.interval / 4)
    return """
      [Unit]
      Description=Make the organization match the directory, regularly

      [Timer]
      OnCalendar=\(schedule.calendar.systemdExpression)
      RandomizedDelaySec=\(UnitText.time(delay))
      # A run that was missed while the host was off is made up for.
      Persistent=true

      [Install]
      WantedBy=timers.target

      """
  }

  /// The same account, secrets and state: `systemctl start rollcall-accept@DIGEST` is a person's yes to that plan.
  private static func acceptance(_ schedule: Schedule) -> String {
    let arguments = ["sync", "--accept", "%i", "--reason", "\"systemctl start %n\""]
    let lines =
      [
        "[Unit]",
        "Description=Let the reviewed plan %i pass",
        "Documentation=man:rollcall(1)",
        "Wants=network-online.target",
        "After=network-online.target nss-lookup.target time-sync.target",
        "", "[Service]", "Type=oneshot", command(schedule, arguments), "SuccessExitStatus=10",
      ] + surroundings(schedule)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func command(_ schedule: Schedule, _ arguments: [String]) -> String {
    let words = [UnitText.argument(schedule.program)] + arguments
    var options = ["--config", UnitText.argument(schedule.configuration)]
    // Below /var/lib systemd says where it is.
    if let state = schedule.stateFolder, ServiceAccount.stateDirectory(state) == nil {
      options += ["--state", UnitText.argument(state)]
    }
    return "ExecStart=\((words + options).joined(separator: " "))"
  }

  private static func surroundings(_ schedule: Schedule) -> [String] {
    let timeout = schedule.timeout.map(UnitText.time) ?? "infinity"
    return [
      "# After run.deadline nothing new starts; this is for what hangs all the same.",
      "TimeoutStartSec=\(timeout)",
      "NotifyAccess=main",
      "# What a stop names for the answer to it.",
      "Environment=\(acceptVariable)=rollcall-accept",
    ] + schedule.proxyNote + [""] + ServiceAccount.lines(schedule) + [""] + Sandbox.lines(schedule)
  }
}

extension Schedule {
  /// The deadline, the calls in flight at its end (ten minutes at most) and the verification.
  var timeout: Int64? { deadline.map { min($0, 1 << 40) + 900 } }
}

/// A failed run is tried again soon where the timer itself would not.
private struct Retries {
  /// Seconds in which starts are counted; nil: no retries.
  private let window: Int64?
  private static let pause: Int64 = 900

  /// Two retries, all within a window that ends before the timer's next start: systemd counts that as well.
  init(_ schedule: Schedule) {
    let window = schedule.timeout.map { 2 * ($0 + Self.pause) + 1800 }
    self.window = window.flatMap { $0 < schedule.calendar.interval ? $0 : nil }
  }

  var unitLines: [String] {
    guard let window else { return [] }
    return ["StartLimitIntervalSec=\(UnitText.time(window))", "StartLimitBurst=3"]
  }

  var serviceLines: [String] {
    window == nil ? [] : ["Restart=on-failure", "RestartSec=\(UnitText.time(Self.pause))"]
  }
}
