/// What a service does with a filter on one attribute, found by asking; only ``works`` is ever relied upon.
package enum FilterVerdict: String, Sendable {
  case works
  /// Everything comes back.
  case ignored
  /// Nothing comes back, not even what is there.
  case silent
  case refused
}
