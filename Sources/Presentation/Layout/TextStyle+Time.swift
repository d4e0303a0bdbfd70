package import DirectoryModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension TextStyle {
  /// A moment for people: `2026-05-03 02:00 +02:00`.
  package func moment(_ time: Timestamp) -> String {
    let offset = secondsEast(at: time)
    let text = (time + offset).description
    let day = text.prefix { $0 != "T" }
    let minutes = text.dropFirst(day.count + 1).prefix(5)
    return "\(day) \(minutes) \(Self.offsetText(offset))"
  }

  /// The day of a moment: `2026-05-03`.
  package func day(_ time: Timestamp) -> String {
    String((time + secondsEast(at: time)).description.prefix { $0 != "T" })
  }

  /// A sentence whose UTC moments (`2026-05-03T00:00:07Z`), as errors and files tell them, are told in this zone to the
  /// second: `2026-05-03 02:00:07 +02:00`.
  package func local(_ sentence: String) -> String {
    let length = 20
    var rest = Array(sentence.utf8)[...]
    var text: [UInt8] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "Z")) {
      let start = end + 1 - length
      let word = start < rest.startIndex ? "" : String(decoding: rest[start...end], as: UTF8.self)
      if let time = Timestamp(iso8601: word) {
        text += rest[..<start] + Array(toTheSecond(time).utf8)
      } else {
        text += rest[...end]
      }
      rest = rest[(end + 1)...]
    }
    return String(decoding: text + rest, as: UTF8.self)
  }

  private func toTheSecond(_ time: Timestamp) -> String {
    let offset = secondsEast(at: time)
    let text = (time + offset).description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) \(Self.offsetText(offset))"
  }

  /// FoundationEssentials knows no zones; the C library reads the host's.
  private func secondsEast(at time: Timestamp) -> Int64 {
    switch zone {
    case .fixed(let seconds): return seconds
    case .local:
      var seconds = time_t(time.seconds)
      var parts = tm()
      tzset()
      guard localtime_r(&seconds, &parts) != nil else { return 0 }
      return Int64(parts.tm_gmtoff)
    }
  }

  private static func offsetText(_ seconds: Int64) -> String {
    let minutes = seconds.magnitude / 60
    let hours = minutes / 60
    let rest = minutes % 60
    func padded(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(seconds < 0 ? "-" : "+")\(padded(hours)):\(padded(rest))"
  }
}
