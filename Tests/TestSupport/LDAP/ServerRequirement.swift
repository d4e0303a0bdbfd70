#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether a missing server fails tests instead of skipping them.
enum ServerRequirement {
  static let isStrict: Bool = {
    guard let value = getenv("ROLLCALL_REQUIRE_SERVERS") else { return false }
    return String(cString: value) == "1"
  }()
}
