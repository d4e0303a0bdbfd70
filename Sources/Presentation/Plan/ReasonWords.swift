internal import DirectoryModel

/// Why a change is planned, and why it waits, in words.
struct ReasonWords {
  private let limits: [LimitName: LimitVerdict]
  /// In whose zone moments are told.
  private let style: TextStyle

  init(plan: Plan, _ style: TextStyle) {
    self.style = style
    limits = Dictionary(
      plan.limits.filter(\.exceeded).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Without a plan no limit is known by its figures.
  init(_ style: TextStyle) {
    self.style = style
    limits = [:]
  }

  /// "disabled in hq", "no longer in cn=finance,dc=example,dc=com"; empty where what holds it says all.
  func reason(_ change: Change) -> String {
    let reason = change.reason
    let detail = reason.detail
    switch reason.code {
    case .disabled: return place("disabled", detail)
    case .deleted: return place("deleted", detail)
    // Whoever was never seen cannot be missing.
    case .absent where change.hold?.why == .foreign: return ""
    case .absent: return place("not found any more", detail)
    case .outOfScope: return note("out of scope", detail)
    case .disabledByAddress: return place("its address is disabled", detail)
    case .removeAfter:
      let time = detail.flatMap { Timestamp(iso8601: $0) }
      return note("departures.removeAfter has passed", time.map(revoked))
    case .inDirectory: return place("active", detail)
    case .sameAddress: return note("same address, no external id yet", detail)
    case .sameName: return note("same name, no external id yet", detail)
    case .externalIDReplaced: return note("its external id is known to no source", detail)
    case .backInDirectory: return place("active again", detail)
    case .addressChanged: return becomes(change.after?.email, else: "its address changed", detail)
    case .nameChanged: return becomes(change.after?.name, else: "its name changed", detail)
    case .memberInDirectory: return place("added", detail)
    case .notMemberInDirectory:
      // A DN names the group itself; anything else is the source.
      let isGroup = detail?.contains("=") ?? false
      return place(isGroup ? "no longer" : "no longer a member", detail)
    case .groupDeparted: return place("the group is gone", detail)
    case .takenBack:
      // Which run is taken back, the reader has just typed.
      return becomes(change.after?.email ?? change.after?.name, else: "as before the run", nil)
    }
  }

  /// "is an admin; revoked by this tool on 2026-11-02 02:00 +01:00".
  func hold(_ hold: Hold) -> String {
    [particulars(hold), hold.revokedAt.map(revoked)].compactMap { $0 }.joined(separator: "; ")
  }

  /// "done", "failed: the server said no".
  static func outcome(_ outcome: ChangeOutcome) -> String {
    let word =
      switch outcome.result {
      case .done: "done"
      case .failed: "failed"
      case .notAttempted: "not attempted"
      }
    return outcome.message.map { "\(word): \($0)" } ?? word
  }

  /// "waits since 2026-11-02 (23 days)".
  func waits(_ since: Timestamp, now: Timestamp) -> String {
    let seconds = now - since
    let day = "waits since \(style.day(since))"
    guard seconds >= 60 else { return day }
    let age = DurationText.text(milliseconds: seconds.multipliedReportingOverflow(by: 1000).0)
    return "\(day) (\(age))"
  }

  private func revoked(_ time: Timestamp) -> String {
    "revoked by this tool on \(style.moment(time))"
  }

  private func particulars(_ hold: Hold) -> String {
    if let detail = hold.detail, !detail.isEmpty { return detail }
    switch hold.why {
    case .privileged: return "has a role above user"
    case .revokedMember: return "is revoked"
    case .addressDiffers: return "its address is another now"
    case .identityDiffers: return "was revoked under another external id"
    case .restoreInDoubt:
      return "a run that was killed, or got no answer, leaves in doubt who revoked it"
    case .doubtfulGroup: return "may still be in a group whose members are in doubt"
    case .absentUnproven: return "waits for a second read"
    case .absentMany: return "too many at once are missing"
    case .fingerprintChanged: return "the configuration of who takes part has changed"
    case .foreign: return "its external id was never seen in the sources"
    case .disabledByAddress: return "carries no external id"
    case .relink: return "replaces an external id"
    case .groupLink: return "whoever can create a group chooses its name"
    case .limit: return limit(hold.limit)
    case .dependsOn: return "depends on another held change"
    }
  }

  private func limit(_ name: LimitName?) -> String {
    guard let name else { return "over a limit" }
    guard let verdict = limits[name], let allowed = verdict.allowed else {
      return "over limits.\(name.rawValue)"
    }
    return "over limits.\(name.rawValue): \(verdict.value), allowed \(allowed)"
  }

  private func place(_ phrase: String, _ detail: String?) -> String {
    guard let detail, !detail.isEmpty else { return phrase }
    return "\(phrase) in \(detail)"
  }

  private func note(_ phrase: String, _ detail: String?) -> String {
    guard let detail, !detail.isEmpty else { return phrase }
    return "\(phrase): \(detail)"
  }

  private func becomes(_ value: String?, else phrase: String, _ detail: String?) -> String {
    value.map { "becomes \($0)" } ?? note(phrase, detail)
  }
}
