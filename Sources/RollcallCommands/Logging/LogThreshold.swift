package import Logging

/// From which level on events are written.
package enum LogThreshold {
  /// `--verbose` shows what is done, `--quiet` only what is wrong; both together are verbose.
  package static func level(verbose: Bool, quiet: Bool) -> Logger.Level {
    verbose ? .debug : quiet ? .warning : .notice
  }
}
