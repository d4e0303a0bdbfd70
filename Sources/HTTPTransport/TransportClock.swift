#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Time as transports see it; tests bring their own.
package struct TransportClock: Sendable {
  /// Since any fixed moment; never goes back.
  package let now: @Sendable () -> Duration
  /// Seconds since 1970.
  package let wallSeconds: @Sendable () -> Int64
  /// Throws if the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void
  /// A number from 0 up to 1, for jitter.
  package let random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Duration,
    wallSeconds: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.wallSeconds = wallSeconds
    self.sleep = sleep
    self.random = random
  }

  package static var system: TransportClock {
    let start = ContinuousClock.now
    return TransportClock(
      now: { ContinuousClock.now - start },
      wallSeconds: { Int64(time(nil)) },
      sleep: { try await Task.sleep(for: $0) },
      random: { Double.random(in: 0..<1) }
    )
  }
}
