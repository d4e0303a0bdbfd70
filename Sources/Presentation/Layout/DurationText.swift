/// How long something took, for people: `2.1 s`, `3 min`, `5 h`, `4 days`.
package enum DurationText {
  package static func text(milliseconds: Int64) -> String {
    let milliseconds = max(0, milliseconds)
    let tenths = milliseconds / 100
    if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
    let minutes = milliseconds / 60_000
    if minutes < 60 { return "\(minutes) min" }
    let hours = minutes / 60
    if hours < 48 { return "\(hours) h" }
    return "\(hours / 24) days"
  }
}
