/// How a line of the log is written: `--log-format`.
package enum LogFormat: String, CaseIterable, Sendable {
  /// `notice: read page base=dc=example entries=500`.
  case text
  /// One JSON object a line.
  case json
}
