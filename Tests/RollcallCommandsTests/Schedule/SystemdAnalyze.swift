import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// `systemd-analyze`, which judges units without a running systemd (Debian's package systemd).
enum SystemdAnalyze {
  static let path = "/usr/bin/systemd-analyze"

  static var isHere: Bool { access(path, X_OK) == 0 }

  /// A missing program skips, except where `ROLLCALL_REQUIRE_SERVERS` is 1: there it fails.
  static var isWanted: Bool {
    isHere || getenv("ROLLCALL_REQUIRE_SERVERS").map { String(cString: $0) } == "1"
  }

  static func run(_ arguments: [String]) async throws -> (code: Int32, output: String) {
    let result = try await Subprocess.run(
      .path(FilePath(path)),
      arguments: Arguments(arguments),
      environment: .custom(["PATH": "/usr/bin:/bin", "SYSTEMD_PAGER": "cat"]),
      output: .string(limit: 1 << 20),
      error: .combinedWithOutput
    )
    guard case .exited(let code) = result.terminationStatus else {
      return (-1, result.standardOutput)
    }
    return (code, result.standardOutput)
  }
}

extension Trait where Self == ConditionTrait {
  static var systemdAnalyze: Self {
    .enabled(if: SystemdAnalyze.isWanted, "systemd-analyze is not installed")
  }
}
