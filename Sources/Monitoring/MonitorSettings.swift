/// `metricsFile`, `ping` and `notify` of the configuration: who is told about runs.
package struct MonitorSettings: Equatable, Sendable {
  package var metricsFile: String?
  package var pingStart: String?
  package var pingSuccess: String?
  package var pingFailure: String?
  package var webhook: String?
  /// A program by its path from the root, and its arguments; empty: none.
  package var command: [String] = []
  /// Whether names, addresses and messages are told, or only counts and ids.
  package var names = false

  package init() {}
}
