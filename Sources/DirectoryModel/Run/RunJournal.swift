/// What a run announces before it does it, and what became of it, so that a run that was killed can be understood.
package protocol RunJournal: Sendable {
  /// Writes down, and syncs to disk, what the next calls will do.
  ///
  /// - Throws: An error of category ``FailureCategory/state``: then the calls are not made.
  func willApply(_ steps: [ApplyStep]) throws

  /// Writes down what became of it, within 100 ms.
  func didApply(_ outcomes: [ChangeOutcome])
}
