/// When runs begin, as a timer and as cron write it; in the host's own time.
package enum RunCalendar: Equatable, Sendable {
  /// Every so many hours, from midnight; 1, 2, 3, 4, 6, 8 or 12.
  case hours(Int)
  /// Once a day.
  case daily(hour: Int, minute: Int)

  /// Reads `hourly`, `daily` (at two in the morning), `6h`, `02:30`; nil for anything else.
  package init?(parsing text: String) {
    switch text {
    case "hourly": self = .hours(1)
    case "daily": self = .daily(hour: 2, minute: 0)
    default:
      if text.hasSuffix("h"), let hours = Int(text.dropLast()),
        [1, 2, 3, 4, 6, 8, 12].contains(hours)
      {
        self = .hours(hours)
        return
      }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) }),
        parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
        let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
      else { return nil }
      self = .daily(hour: hour, minute: minute)
    }
  }

  /// Seconds from one run to the next.
  var interval: Int64 {
    switch self {
    case .hours(let hours): Int64(hours) * 3600
    case .daily: 86_400
    }
  }

  /// For `OnCalendar=` (systemd.time(7)).
  var systemdExpression: String {
    switch self {
    case .hours(1): "*-*-* *:00:00"
    case .hours(let hours): "*-*-* 00/\(hours):00:00"
    case .daily(let hour, let minute): "*-*-* \(Self.two(hour)):\(Self.two(minute)):00"
    }
  }

  /// The five fields of crontab(5).
  ///
  /// cron has no random delay: `minute` keeps hosts apart where the calendar names none.
  func cronFields(minute spread: Int) -> String {
    switch self {
    case .hours(1): "\(spread) * * * *"
    case .hours(let hours): "\(spread) */\(hours) * * *"
    case .daily(let hour, let minute): "\(minute) \(hour) * * *"
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
