/// Fixed windows for each verb and path, as Bitwarden's cloud counts them (contract, section 11).
struct RateLimiter {
  /// `count` requests in a window that opens with the first of them.
  struct Rule: Hashable {
    let count: Int
    let period: Duration
    /// As the server writes it: `1m`.
    let name: String
  }

  private struct Window {
    var opened: Duration
    var count: Int
  }

  private struct Key: Hashable {
    let method: String
    let path: String
    let rule: Rule
  }

  private var windows: [Key: Window] = [:]

  static func rules(_ method: String, _ path: String) -> [Rule] {
    let minute = Duration.seconds(60)
    let perSecond = Rule(count: 5, period: .seconds(1), name: "1s")
    if path == "/identity/connect/token" {
      return [perSecond, Rule(count: 10, period: minute, name: "1m")]
    }
    if path.hasPrefix("/identity/") {
      return [perSecond, Rule(count: 60, period: minute, name: "1m")]
    }
    if path == "/api/alive" { return [Rule(count: 5, period: minute, name: "1m")] }
    if method == "GET" { return [Rule(count: 200, period: minute, name: "1m")] }
    return [perSecond, Rule(count: 60, period: minute, name: "1m")]
  }

  enum Verdict {
    case passes(rule: Rule, remaining: Int, reset: Duration)
    case exceeded(rule: Rule, retryAfter: Duration)
  }

  mutating func verdict(_ method: String, _ path: String, now: Duration) -> Verdict? {
    var longest: Verdict?
    for rule in Self.rules(method, path) {
      let key = Key(method: method, path: path, rule: rule)
      var window = windows[key] ?? Window(opened: now, count: 0)
      if now - window.opened >= rule.period { window = Window(opened: now, count: 0) }
      window.count += 1
      windows[key] = window
      let reset = window.opened + rule.period
      if window.count > rule.count { return .exceeded(rule: rule, retryAfter: reset - now) }
      longest = .passes(rule: rule, remaining: rule.count - window.count, reset: reset)
    }
    return longest
  }
}
