package import DirectoryModel

extension RunText {
  /// "decisions wait for a person (rollcall explain tom@example.com)".
  ///
  /// - Parameters:
  ///   - plan: What was shown.
  ///   - settled: Positions of held changes that a person let pass.
  ///   - options: What the command repeats.
  /// - Returns: A sentence for the last line, with the command that says more about the first of them.
  package static func decisionsWait(
    _ plan: Plan,
    settled: Set<Int> = [],
    options: RepeatedOptions = RepeatedOptions()
  ) -> String {
    let sentence = "decisions wait for a person"
    let held = plan.changes.indices.first {
      (plan.changes[$0].hold?.needsDecision ?? false) && !settled.contains($0)
    }
    let subject =
      held.map { NextCommand.subject(plan.changes[$0]) }
      ?? plan.advisories.first(where: \.needsDecision)?.subject
    guard let subject, !subject.isEmpty else { return sentence }
    return "\(sentence) (\(options.explaining(subject)))"
  }
}
