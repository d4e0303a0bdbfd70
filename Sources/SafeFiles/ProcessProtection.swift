#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a process that handles secrets and changes accounts does before anything else.
package enum ProcessProtection {
  /// No core dump; nothing created that others can use (umask 077); nothing opened under the number of a closed
  /// stdin, stdout or stderr, where words meant for a person would end; a reader that goes away ends nothing.
  package static func apply() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    #else
      setrlimit(RLIMIT_CORE, &none)
    #endif
    umask(0o077)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is this one. What is written to it fails, as it does where it is closed.
      _ = open("/dev/null", O_RDONLY)
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
