#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What libldap would take over if `useSystemDefaults` let it (ldap.conf(5)): for `check`, which shows it.
package enum SystemDefaults {
  /// One setting, and the file or the variable that has it.
  package struct Setting: Equatable, Sendable {
    package let place: String
    package let name: String
    package let value: String
  }

  /// The settings of the files and of the variables (`environment`) that libldap looks at, in its order; later ones win.
  package static func settings(_ environment: [String: String]) -> [Setting] {
    var settings: [Setting] = []
    for path in files(environment) { settings += self.settings(inFile: path) }
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
      let option = String(name.dropFirst(4))
      guard name.hasPrefix("LDAP"), isOption(option) else { continue }
      settings.append(Setting(place: "$\(name)", name: option, value: value))
    }
    return settings
  }

  /// Whether libldap knows the option; a variable such as `LDAP_PASSWORD` is none and is not to be shown.
  private static func isOption(_ name: String) -> Bool {
    [
      "URI", "BASE", "BINDDN", "DEREF", "HOST", "NETWORK_TIMEOUT", "PORT", "REFERRALS", "SIZELIMIT",
      "TIMELIMIT", "TIMEOUT",
    ].contains(name)
      || ["SASL_", "GSSAPI_", "TLS_", "KEEPALIVE_"].contains(where: name.hasPrefix)
  }

  private static func files(_ environment: [String: String]) -> [String] {
    var files = ["/etc/ldap/ldap.conf", "/etc/openldap/ldap.conf"]
    let home = environment["HOME"].map { $0 + "/" }
    if let home { files += [home + "ldaprc", home + ".ldaprc"] }
    files.append("ldaprc")
    if let file = environment["LDAPCONF"] { files.append(file) }
    if let name = environment["LDAPRC"] {
      if let home { files += [home + name, home + "." + name] }
      files.append(name)
    }
    return files
  }

  /// Lines of `NAME value`; a `#` in the first column begins a comment.
  private static func settings(inFile path: String) -> [Setting] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.first != "#" else { return nil }
      let words = line.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count == 2 else { return nil }
      let value = words[1].drop { $0 == " " || $0 == "\t" }
      return Setting(place: path, name: words[0].uppercased(), value: String(value))
    }
  }
}
