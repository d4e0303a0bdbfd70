#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a process that handles secrets does before anything else.
package enum ProcessProtection {
  /// No core dump, and nothing created that others can use (umask 077).
  package static func apply() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    #else
      setrlimit(RLIMIT_CORE, &none)
    #endif
    umask(0o077)
  }
}
