internal import SafeFiles

/// Where the state of all organizations lies (`DESIGN.md` section 7).
package enum StateLocation {
  /// The first of: `--state`, `$STATE_DIRECTORY` (systemd), `run.state`, `/var/lib/rollcall` for a configuration
  /// below `/etc`, `$XDG_STATE_HOME/rollcall`, `~/.local/state/rollcall`.
  ///
  /// - Parameters:
  ///   - flag: `--state`.
  ///   - configured: `run.state`, resolved against the configuration file.
  ///   - configuration: The path of the configuration file, from the root.
  ///   - environment: The process's.
  /// - Returns: The path, which need not exist.
  /// - Throws: ``StateError`` if nothing names a place.
  package static func root(
    flag: String?,
    configured: String?,
    configuration: String,
    environment: [String: String]
  ) throws(StateError) -> String {
    if let flag { return flag }
    // systemd lists several folders with colons.
    if let folder = environment["STATE_DIRECTORY"]?.split(separator: ":").first {
      return String(folder)
    }
    if let configured { return configured }
    if configuration.hasPrefix("/etc/") { return "/var/lib/rollcall" }
    // The XDG specification: a relative path is invalid and ignored.
    if let folder = environment["XDG_STATE_HOME"], SafePath.isAbsolute(folder) {
      return SafePath.join(folder, "rollcall")
    }
    if let home = environment["HOME"], SafePath.isAbsolute(home) {
      return SafePath.join(home, ".local/state/rollcall")
    }
    throw StateError(
      summary: "no place for the state: neither HOME nor XDG_STATE_HOME is set",
      hint: "Name the state folder with --state or 'run.state'."
    )
  }

  /// The folder of one organization within the root, by ``OrganizationIdentity/id``.
  ///
  /// A readable form of the id, and 8 hex digits that keep apart what reads alike. The same id has the same
  /// folder, however the organization is reached.
  static func folderName(for id: String) -> String {
    var slug: [UInt8] = []
    for byte in id.utf8 {
      let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if (0x61...0x7a).contains(lowered) || (0x30...0x39).contains(lowered) {
        slug.append(lowered)
      } else if slug.last != 0x2d, !slug.isEmpty {
        slug.append(0x2d)
      }
    }
    let tail = slug.suffix(48).drop { $0 == 0x2d }
    let name = String(decoding: tail, as: UTF8.self)
    // FNV-1a with 64 bits, folded to 32: keeps honest names apart, nothing more is asked of it.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(UInt32(truncatingIfNeeded: hash ^ hash >> 32), radix: 16)
    return "\(name.isEmpty ? "organization" : name)-"
      + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
