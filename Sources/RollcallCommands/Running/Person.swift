#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Who is at the keyboard, for the record of what was let pass.
enum Person {
  /// The login behind sudo, else the user's own name, else the number.
  static func name(environment: [String: String]) -> String {
    for key in ["SUDO_USER", "LOGNAME", "USER"] {
      if let name = environment[key], !name.isEmpty { return name }
    }
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name {
      return String(cString: name)
    }
    return "uid \(getuid())"
  }
}
