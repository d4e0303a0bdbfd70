import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Trait where Self == ConditionTrait {
  /// Skips where `strace` is not installed, unless `ROLLCALL_REQUIRE_SERVERS=1`.
  static var needsStrace: ConditionTrait {
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")
        || ProcessInfo.processInfo.environment["ROLLCALL_REQUIRE_SERVERS"] == "1",
      "strace is not installed (Tests/install-servers)"
    )
  }
}
