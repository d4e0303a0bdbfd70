/// Durations as the configuration writes them: `"0s"`, `"90s"`, `"30m"`, `"72h"`, `"7d"`.
package enum DurationWord {
  /// Seconds, or nil if the text is no duration of at most a hundred years.
  package static func seconds(_ text: String) -> Int64? {
    guard let unit = text.last, let factor = factor(unit) else { return nil }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.count <= 10,
      digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int64(digits)
    else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: factor)
    return overflow || seconds > 100 * 366 * 86_400 ? nil : seconds
  }

  private static func factor(_ unit: Character) -> Int64? {
    switch unit {
    case "s": 1
    case "m": 60
    case "h": 3600
    case "d": 86_400
    default: nil
    }
  }
}
