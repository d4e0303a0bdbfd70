package import DirectoryModel

extension RunText {
  /// The two lines of a stopped run: what would have happened, and what the stop costs.
  ///
  /// - Parameters:
  ///   - plan: The plan whose limits stop it.
  ///   - memory: Since when runs are stopped, and who was first seen disabled.
  ///   - now: The time.
  ///   - style: For whom it is written.
  ///   - review: The command that shows the plan again, as typed; nil: `plan`.
  ///   - options: What the commands repeat.
  ///   - isRun: Whether this is a run of its own, to be counted with those before it; a plan is none.
  ///   - acceptUnit: The systemd template that lets a digest pass, where the run is a service with one.
  /// - Returns: One line for each exceeded stop, and one that says what is not done.
  package static func stopped(
    _ plan: Plan,
    memory: SyncMemory,
    now: Timestamp,
    style: TextStyle,
    review: String? = nil,
    options: RepeatedOptions = RepeatedOptions(),
    isRun: Bool = true,
    acceptUnit: String? = nil
  ) -> String {
    let stops = plan.stops
    var text = ""
    for (number, verdict) in stops.enumerated() {
      var line = sentence(verdict, style, options)
      if number == stops.count - 1 {
        let review = VisibleText.escape(review ?? options.planning("plan"))
        line += ". Review with '\(review)'; let exactly this pass with "
        if let acceptUnit {
          line += "'systemctl start \(VisibleText.escape(acceptUnit))@\(plan.shortDigest)'"
        } else {
          line += "--accept \(plan.shortDigest)"
        }
      }
      text += WrappedText.hanging("stopped: ", line, style: style)
    }
    return text
      + WrappedText.hanging("not done: ", cost(plan, memory, now, isRun, style), style: style)
  }

  private static func sentence(
    _ verdict: LimitVerdict,
    _ style: TextStyle,
    _ options: RepeatedOptions
  ) -> String {
    let value = style.number(verdict.value)
    let base = style.number(verdict.base)
    let limit = verdict.allowed.map { style.number($0) } ?? "none"
    let share = "\(percent(verdict.value, of: verdict.base)), limit \(limit)"
    let who = examples(verdict, style)
    let subject = VisibleText.escape(verdict.subject ?? "")
    switch verdict.name {
    case .memberRemovals: return "\(value) of \(base) members would lose access (\(share))\(who)"
    case .disabledRemovals:
      return
        "\(value) of \(base) members are disabled or deleted and would lose access (\(share))\(who)"
    case .sourceShrink:
      return
        "source \(subject) has \(value) users less than the \(base) of its best good run (\(share))"
    case .identityChange:
      let relinking = RepeatedOptions(common: options.common, relinks: true)
      let relink = VisibleText.escape(relinking.planning("plan"))
      return
        "\(value) of \(base) members have known addresses, but ids that no source knows (\(share))\(who); if the identity provider was changed: \(relink)"
    case .lostAttribute:
      return "\(value) of \(base) entries have lost an attribute (\(subject); \(share))"
    case .mustExist: return "not in the roster (limits.mustExist)\(who)"
    case .membershipRemovals, .groupShrink, .groupDepartures, .finalRemovals, .invitations,
      .restores, .groupCreations, .membershipAdditions, .groupGrowth, .seats:
      return "\(verdict.name.rawValue) \(value) of \(base) (\(share))\(who)"
    }
  }

  /// ": ann@…, bob@…, +7".
  private static func examples(_ verdict: LimitVerdict, _ style: TextStyle) -> String {
    guard !verdict.examples.isEmpty else { return "" }
    // What must exist is a short list that somebody wrote down: it is shown whole, and exactly.
    let isWhole = verdict.name == .mustExist
    let shown = isWhole ? verdict.examples : verdict.examples.prefix(2).map { short($0) }
    let more = isWhole ? 0 : verdict.value - shown.count
    let names = shown.map { VisibleText.escape($0) }.joined(separator: ", ")
    return ": " + names + (more > 0 ? ", +\(style.number(more))" : "")
  }

  /// "ann@…": enough to know who, in a line of a log.
  private static func short(_ address: String) -> String {
    guard let at = address.lastIndex(of: "@") else { return address }
    return "\(address[...at])…"
  }

  /// "20.5 %", rounded to a tenth.
  private static func percent(_ value: Int, of base: Int) -> String {
    guard base > 0, value >= 0 else { return "-" }
    let tenths = (Double(value) * 1000 / Double(base)).rounded()
    guard let tenths = Int(exactly: tenths) else { return "-" }
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }

  private static func cost(
    _ plan: Plan,
    _ memory: SyncMemory,
    _ now: Timestamp,
    _ isRun: Bool,
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
        " (longest since \(style.day(since($0, memory, now))): "
          + "\(VisibleText.escape(short(ChangeWords.person($0.member)))))"
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
    if plan.changes.isEmpty {
      parts.append("no change was planned")
    } else if parts.isEmpty {
      parts.append(style.count(others, "change"))
    }
    var text = parts.joined(separator: ", ")
    if let stopped = memory.stopped {
      text +=
        "; stopped since \(style.moment(stopped.since)) (\(style.count(stopped.runs + (isRun ? 1 : 0), "run")))"
    }
    return text
  }

  private static func since(_ change: Change, _ memory: SyncMemory, _ now: Timestamp) -> Timestamp {
    change.member?.externalID.flatMap { memory.disabledSince[$0] } ?? now
  }
}
