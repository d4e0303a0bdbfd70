internal import Dispatch

/// Seconds of a clock that nobody sets.
enum MonotonicTime {
  static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
}
