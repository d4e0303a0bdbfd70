/// One comparison: what is asked of each value at its path.
///
/// Holds no memory of its own, so that judging a million records counts no references: literals lie in
/// ``Filter/literals``.
struct FilterTerm: Sendable {
  enum Test: Sendable {
    case present
    /// `eq null`: there is no value at all.
    case absent
    /// `eq`, `ne`, `co`, … against a text, case folded.
    case text(Relation, literal: Range<Int>)
    case number(Relation, Double, literal: Range<Int>)
    case boolean(Bool, isNegated: Bool)
  }

  enum Relation: String, Sendable, CaseIterable {
    case eq
    case ne
    case co
    case sw
    case ew
    case gt
    case ge
    case lt
    case le

    /// Whether a number can be so compared.
    var isOrder: Bool {
      switch self {
      case .eq, .ne, .gt, .ge, .lt, .le: true
      case .co, .sw, .ew: false
      }
    }
  }

  let test: Test

  /// The answer where no value was seen: nothing differs from everything (`ne`), and is null.
  var holdsWithoutValue: Bool {
    switch test {
    case .present: false
    case .absent: true
    case .text(let relation, _): relation == .ne
    case .number(let relation, _, _): relation == .ne
    case .boolean(_, let isNegated): isNegated
    }
  }

  /// Whether a value fulfils the comparison.
  ///
  /// What it says decides, not its JSON type: providers write numbers and truth values as strings, and
  /// tables have nothing else.
  func holds(_ value: UnsafeRawBufferPointer, literals: UnsafeRawBufferPointer) -> Bool {
    switch test {
    case .present: !value.isEmpty
    case .absent: false
    case .text(let relation, let literal):
      CaseFolded.holds(relation, value, UnsafeRawBufferPointer(rebasing: literals[literal]))
    case .number(let relation, let number, let literal):
      Self.compare(relation, value, number, literals[literal])
    case .boolean(let literal, let isNegated): (Self.boolean(value) == literal) != isNegated
    }
  }

  private static func compare(
    _ relation: Relation,
    _ value: UnsafeRawBufferPointer,
    _ literal: Double,
    _ text: Slice<UnsafeRawBufferPointer>
  ) -> Bool {
    // Numbers beyond 2^53 are ids: equal text first, so that neighbours stay apart.
    if value.elementsEqual(text) { return relation == .eq || relation == .ge || relation == .le }
    guard let number = Double(String(decoding: value, as: UTF8.self)) else {
      return relation == .ne
    }
    let isLarge = literal.magnitude >= 9_007_199_254_740_992
    return switch relation {
    case .eq: number == literal && !isLarge
    case .ne: number != literal || isLarge
    case .gt: number > literal
    case .ge: number >= literal
    case .lt: number < literal
    case .le: number <= literal
    case .co, .sw, .ew: false
    }
  }

  /// What a value says in JSON or in a table: true/false, yes/no, 1/0, in any case.
  private static func boolean(_ value: UnsafeRawBufferPointer) -> Bool? {
    switch String(decoding: value.prefix(6), as: UTF8.self).loweringASCII() {
    case "true", "yes", "1": true
    case "false", "no", "0": false
    default: nil
    }
  }
}
