extension FieldRecord {
  /// The moment that a field names as ISO 8601, in seconds since 1970, or 0.
  ///
  /// Time zones other than `Z` are taken into account, fractions are not.
  func time(_ field: ExportField) -> Int64 {
    guard let text = text(field), text.count >= 19 else { return 0 }
    func number(_ start: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for index in start..<start + count {
        let digit = text[index] &- 0x30
        if digit > 9 { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard text[4] == 0x2d, text[7] == 0x2d, text[13] == 0x3a, text[16] == 0x3a,
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
      (1...12).contains(month)
    else { return 0 }
    var seconds = Self.days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    let sign = text.count >= 25 ? text[text.count - 6] : 0
    if sign == 0x2b || sign == 0x2d, let hours = number(text.count - 5, 2),
      let minutes = number(text.count - 2, 2)
    {
      seconds -= (hours * 3600 + minutes * 60) * (sign == 0x2b ? 1 : -1)
    }
    return seconds
  }

  /// Days since 1970-01-01 of a Gregorian date (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
