/// For whom text is written: a terminal of some width, or a file, a pipe, a mail.
package struct TextStyle: Equatable, Sendable {
  /// Names are cut, sentences wrapped and thousands separated only on a terminal: what ends in a file stays whole.
  package var isTerminal: Bool
  /// Columns of the terminal; of no concern elsewhere.
  package var width: Int
  /// `--color`, decided.
  package var usesColor: Bool
  /// `--all`: nothing folds.
  package var showsAll: Bool
  package var zone: Zone

  package init(
    isTerminal: Bool = false,
    width: Int = 100,
    usesColor: Bool = false,
    showsAll: Bool = false,
    zone: Zone = .local
  ) {
    self.isTerminal = isTerminal
    self.width = width
    self.usesColor = usesColor
    self.showsAll = showsAll
    self.zone = zone
  }

  /// Where times for people are told.
  package enum Zone: Equatable, Sendable {
    case local
    /// Seconds east of UTC.
    case fixed(Int64)
  }

  /// Columns that lines are fitted to, at least 40; nil: any length will do.
  var columns: Int? { isTerminal ? min(max(width, 40), 400) : nil }

  /// "1,204" on a terminal, "1204" elsewhere.
  package func number(_ value: Int) -> String {
    let digits = String(value.magnitude)
    guard isTerminal, digits.count > 3 else { return String(value) }
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return value < 0 ? "-\(result)" : result
  }

  /// "1 member", "44 members".
  package func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
    "\(number(value)) \(value == 1 ? one : many ?? one + "s")"
  }
}
