internal import DirectoryModel

/// Advisories as people read them.
struct PlanNotes {
  /// So many subjects are named before the rest of a note folds.
  private static let subjectsOnLine = 3

  private let lines: PlanLines

  init(_ lines: PlanLines) {
    self.lines = lines
  }

  /// - Returns: Decisions first, each by itself; of the others those that say the same are one note unless
  ///   everything is shown; and how many notes are folded away.
  func make(_ advisories: [Advisory]) -> ([PlanNote], hidden: Int) {
    let decisions = advisories.filter { $0.needsDecision && !lines.isHidden($0) }
      .map { note([$0], shown: 1) }
    let notes = advisories.filter { !$0.needsDecision }
    // First what may not fold.
    let others =
      notes.filter(\.kind.isToldAlways) + notes.filter { !$0.kind.isToldAlways }
    if lines.showsAll { return (decisions + others.map { note([$0], shown: 1) }, 0) }
    var places: [String: Int] = [:]
    var groups: [[Advisory]] = []
    for advisory in others {
      let key = "\(advisory.kind.rawValue)\n\(advisory.message)"
      if let place = places[key] {
        groups[place].append(advisory)
      } else {
        places[key] = groups.count
        groups.append([advisory])
      }
    }
    let shown = groups.prefix(PlanOutline.foldAfter)
    return (
      decisions + shown.map { note($0, shown: Self.subjectsOnLine) },
      groups.count - shown.count
    )
  }

  private func note(_ advisories: [Advisory], shown: Int) -> PlanNote {
    let since = advisories.first.flatMap { lines.past.since($0) }
    let age = since.map { "; \(lines.words.waits($0, now: lines.plan.createdAt))" } ?? ""
    return PlanNote(
      subjects: advisories.prefix(shown).map(\.subject),
      moreSubjects: max(0, advisories.count - shown),
      message: (advisories.first?.message ?? "") + age,
      needsDecision: advisories.first?.needsDecision ?? false
    )
  }
}
