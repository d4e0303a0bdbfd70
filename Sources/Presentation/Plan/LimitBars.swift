internal import DirectoryModel

/// How far a plan goes towards each limit, as bars.
enum LimitBars {
  static func section(_ limits: [LimitVerdict]) -> String {
    if limits.isEmpty { return "" }
    let rows = limits.map { row($0) }.joined()
    return """
      <section class="limits">
      <h2>Limits</h2>
      <table>
      <thead><tr><th class="what">Limit</th><th class="number">Planned</th><th class="number">Allowed</th><th class="number">Of</th><th class="share">Share of what is allowed</th><th class="verdict"></th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </section>

      """
  }

  private static func row(_ limit: LimitVerdict) -> String {
    let subject = limit.subject.map { " \(HTMLText.isolated($0))" } ?? ""
    let allowed = limit.allowed.map(String.init) ?? "any"
    let verdict = limit.exceeded ? limit.consequence.rawValue : "kept"
    return "<tr\(limit.exceeded ? " class=\"over\"" : "")><td>\(limit.name.rawValue)\(subject)</td>"
      + "<td class=\"number\">\(limit.value)</td><td class=\"number\">\(allowed)</td>"
      + "<td class=\"number\">\(limit.base)</td><td>\(bar(limit))</td><td>\(verdict)</td></tr>\n"
  }

  /// A bar that is full at what is allowed; sizes are attributes, since the page's policy allows no inline styles.
  private static func bar(_ limit: LimitVerdict) -> String {
    let share = share(limit)
    return "<svg viewBox=\"0 0 100 8\" width=\"100\" height=\"8\" role=\"img\" "
      + "aria-label=\"\(share) %\"><rect class=\"track\" width=\"100\" height=\"8\" rx=\"2\"/>"
      + "<rect class=\"bar\" width=\"\(share)\" height=\"8\" rx=\"2\"/></svg>"
  }

  /// Percent of what is allowed, 0 to 100.
  private static func share(_ limit: LimitVerdict) -> Int {
    guard let allowed = limit.allowed, limit.value > 0 else { return 0 }
    if limit.exceeded || limit.value >= allowed { return 100 }
    return Int(Double(limit.value) * 100 / Double(allowed))
  }
}
