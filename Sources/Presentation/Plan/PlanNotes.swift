internal import DirectoryModel

/// Advisories as people read them.
enum PlanNotes {
  /// So many subjects are named before the rest of a note folds.
  private static let subjectsOnLine = 3

  /// - Returns: Decisions first, each by itself; of the others those that say the same are one note unless
  ///   everything is shown; and how many notes are folded away.
  static func make(_ advisories: [Advisory], showsAll: Bool) -> ([PlanNote], hidden: Int) {
    let decisions = advisories.filter(\.needsDecision).map { note([$0], shown: 1) }
    let others = advisories.filter { !$0.needsDecision }
    if showsAll { return (decisions + others.map { note([$0], shown: 1) }, 0) }
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
      decisions + shown.map { note($0, shown: subjectsOnLine) },
      groups.count - shown.count
    )
  }

  private static func note(_ advisories: [Advisory], shown: Int) -> PlanNote {
    PlanNote(
      subjects: advisories.prefix(shown).map(\.subject),
      moreSubjects: max(0, advisories.count - shown),
      message: advisories.first?.message ?? "",
      needsDecision: advisories.first?.needsDecision ?? false
    )
  }
}
