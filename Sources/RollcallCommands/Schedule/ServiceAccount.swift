internal import SafeFiles
internal import SyncConfiguration

/// As whom a service runs, with which secrets and which state.
enum ServiceAccount {
  static func lines(_ schedule: Schedule) -> [String] {
    account(schedule) + secrets(schedule) + state(schedule)
  }

  /// A name of its own, so that the template's instances are the same account.
  private static func account(_ schedule: Schedule) -> [String] {
    switch schedule.account {
    case .dynamic: ["DynamicUser=yes", "User=rollcall"]
    case .named(let name): ["User=\(name)"]
    }
  }

  private static func secrets(_ schedule: Schedule) -> [String] {
    var lines: [String] = []
    var seen: Set<String> = []
    for secret in schedule.secrets where seen.insert("\(secret.reference)").inserted {
      switch secret.reference {
      case .credential(let name): lines.append(credential(name, schedule))
      case .environment, .command: break
      case .file(let path):
        if schedule.account == .dynamic { lines += advice(secret.key, path) }
      }
    }
    return lines + environment(schedule)
  }

  /// A file of root's, which systemd shows to this service alone.
  private static func credential(_ name: String, _ schedule: Schedule) -> String {
    let path = SafePath.join(SafePath.join(schedule.configurationFolder, "credentials"), name)
    return "LoadCredential=\(UnitText.rest(name)):\(UnitText.rest(path))"
  }

  /// An account that exists only during runs can own no secret.
  private static func advice(_ key: String, _ path: String) -> [String] {
    let name = SafePath.name(path)
    return [
      "# \(key) is a file that DynamicUser cannot read: write \"credential:\(name)\" there, and here",
      "# LoadCredential=\(UnitText.rest(name)):\(UnitText.rest(path))",
    ]
  }

  private static func environment(_ schedule: Schedule) -> [String] {
    let names = schedule.environmentNames
    guard !names.isEmpty else { return [] }
    let path = SafePath.join(schedule.configurationFolder, "environment")
    return [
      "# A file of root's, mode 0600, with the lines \(names.map { "\($0)=…" }.joined(separator: ", "))",
      "EnvironmentFile=\(UnitText.rest(path))",
    ]
  }

  private static func state(_ schedule: Schedule) -> [String] {
    let folder = schedule.stateFolder ?? "/var/lib/rollcall"
    guard let name = stateDirectory(folder) else {
      return [
        "# The state, which the account has to own:", "ReadWritePaths=\(UnitText.path(folder))",
      ]
    }
    return ["StateDirectory=\(name)", "StateDirectoryMode=0700"]
  }

  /// The name below `/var/lib`, where systemd makes the folder and hands it over.
  static func stateDirectory(_ folder: String) -> String? {
    guard folder.hasPrefix("/var/lib/") else { return nil }
    let name = folder.dropFirst("/var/lib/".count)
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, 0x2e, 0x2d, 0x5f, 0x2f: true
      default: false
      }
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard isPlain, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }),
      parts.first != "private"
    else { return nil }
    return String(name)
  }
}

extension Schedule {
  /// The variables that hold secrets, in the order of the configuration.
  var environmentNames: [String] {
    var seen: Set<String> = []
    return secrets.compactMap { secret in
      guard case .environment(let name) = secret.reference else { return nil }
      return seen.insert(name).inserted ? name : nil
    }
  }
}
