package import DirectoryModel

extension RunText {
  /// The two lines of a stopped run: what would have happened, and what the stop costs.
  ///
  /// - Parameters:
  ///   - plan: The plan whose limits stop it.
  ///   - memory: Since when runs are stopped, and who was first seen disabled.
  ///   - now: The time.
  ///   - style: For whom it is written.
  /// - Returns: One line for each exceeded stop, and one that says what is not done.
  package static func stopped(
    _ plan: Plan,
    memory: SyncMemory,
    now: Timestamp,
    style: TextStyle
  ) -> String {
    var text = ""
    for verdict in plan.stops {
      text +=
        "stopped: \(sentence(verdict, style)). Review with 'rollcall plan'; "
        + "let exactly this pass with --accept \(plan.shortDigest)\n"
    }
    return text + "not done: \(cost(plan, memory, now, style))\n"
  }

  private static func sentence(_ verdict: LimitVerdict, _ style: TextStyle) -> String {
    let value = style.number(verdict.value)
    let base = style.number(verdict.base)
    let limit = verdict.allowed.map { style.number($0) } ?? "none"
    let share = "\(percent(verdict.value, of: verdict.base)), limit \(limit)"
    let who = examples(verdict)
    let subject = VisibleText.escape(verdict.subject ?? "")
    switch verdict.name {
    case .memberRemovals: return "\(value) of \(base) members would lose access (\(share))\(who)"
    case .disabledRemovals:
      return
        "\(value) of \(base) members are disabled or deleted and would lose access (\(share))\(who)"
    case .sourceShrink:
      return "source \(subject) has \(value) of \(base) users less than in a good run (\(share))"
    case .identityChange:
      return
        "\(value) of \(base) members have known addresses, but ids that no source knows (\(share))\(who); if the identity provider was changed: rollcall plan --relink"
    case .lostAttribute:
      return "\(value) of \(base) entries have lost an attribute (\(subject); \(share))"
    case .mustExist: return "not in the roster (limits.mustExist)\(who)"
    case .membershipRemovals, .groupShrink, .groupDepartures, .finalRemovals, .invitations,
      .restores, .groupCreations, .membershipAdditions, .groupGrowth, .seats:
      return "\(verdict.name.rawValue) \(value) of \(base) (\(share))\(who)"
    }
  }

  /// ": ann@…, bob@…, +7".
  private static func examples(_ verdict: LimitVerdict) -> String {
    guard !verdict.examples.isEmpty else { return "" }
    let shown = verdict.examples.prefix(2).map { VisibleText.escape($0) }
    let more = verdict.value - shown.count
    return ": " + shown.joined(separator: ", ") + (more > 0 ? ", +\(more)" : "")
  }

  /// One decimal, rounded down: "20.5 %".
  private static func percent(_ value: Int, of base: Int) -> String {
    guard base > 0 else { return "-" }
    let tenths = value * 1000 / base
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  private static func cost(
    _ plan: Plan,
    _ memory: SyncMemory,
    _ now: Timestamp,
    _ style: TextStyle
  ) -> String {
    var parts: [String] = []
    let disabled = plan.changes.filter {
      ($0.action == .revoke || $0.action == .remove)
        && ($0.reason.code == .disabled || $0.reason.code == .deleted)
        && $0.before?.status != .revoked
    }
    if !disabled.isEmpty {
      let longest = disabled.min { since($0, memory, now) < since($1, memory, now) }
      let example = longest.map {
        " (longest since \(style.day(since($0, memory, now))): \(VisibleText.escape(ChangeWords.person($0.member))))"
      }
      parts.append(
        "\(style.count(disabled.count, "disabled person still has", "disabled people still have")) access\(example ?? "")"
      )
    }
    let joiners = plan.changes.count { $0.action == .invite }
    if joiners > 0 {
      parts.append("\(style.count(joiners, "joiner waits", "joiners wait"))")
    }
    let others = plan.changes.count - disabled.count - joiners
    if parts.isEmpty { parts.append(style.count(others, "change")) }
    var text = parts.joined(separator: ", ")
    if let stopped = memory.stopped {
      text +=
        "; stopped since \(style.moment(stopped.since)) (\(style.count(stopped.runs + 1, "run")))"
    }
    return text
  }

  private static func since(_ change: Change, _ memory: SyncMemory, _ now: Timestamp) -> Timestamp {
    change.member?.externalID.flatMap { memory.disabledSince[$0] } ?? now
  }
}
