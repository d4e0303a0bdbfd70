#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

enum ProcessID {
  static var current: Int32 { getpid() }
}
