/// How sure it is that a list is whole.
///
/// It governs conclusions from absence, nothing else.
package enum Completeness: String, Sendable, Comparable, CaseIterable {
  /// Readable, but something in it shows that entries are missing.
  case doubtful
  /// Well-formed, nothing for it and nothing against it.
  case unproven
  /// The source itself showed the end: result code 0, a last page without a next link, an agreeing count.
  case proven

  package static func < (left: Completeness, right: Completeness) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .doubtful: 0
    case .unproven: 1
    case .proven: 2
    }
  }
}
