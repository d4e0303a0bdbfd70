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
    case .dynamic:
      schedule.closedPaths.map {
        "# \($0) is for its owner and its group alone: if this account is neither, name one with --user."
      } + ["DynamicUser=yes", "User=rollcall"]
    case .named(let name): ["User=\(name)"]
    }
  }

  /// Each secret is a file of root's, which systemd shows to this service alone, under the name by which `rollcall` looks
  /// it up.
  private static func secrets(_ schedule: Schedule) -> [String] {
    let credentials = schedule.credentials.map { credential in
      "LoadCredential=\(UnitText.rest(credential.name)):\(UnitText.rest(credential.path))"
    }
    return credentials.isEmpty
      ? [] : ["# Secrets: each a file that is root's alone (chmod 600)."] + credentials
  }

  private static func state(_ schedule: Schedule) -> [String] {
    let note = schedule.stateNote(isService: true)
    let folder = schedule.serviceState
    guard let name = stateDirectory(folder) else {
      return note + [
        "# The state, which the account has to own:", "ReadWritePaths=\(UnitText.path(folder))",
      ]
    }
    return note + ["StateDirectory=\(name)", "StateDirectoryMode=0700"]
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
  /// A secret as systemd hands it over.
  struct Credential: Equatable {
    /// Of `credential:NAME` and `env:NAME` the name, of `file:PATH` that of the file.
    let name: String
    /// Where the secret lies.
    let path: String
  }

  /// Each once, in the order of the configuration; programs print theirs themselves.
  var credentials: [Credential] {
    var credentials: [Credential] = []
    for secret in secrets {
      let credential: Credential
      switch secret.reference {
      case .credential(let name, let folder):
        credential = Credential(name: name, path: SafePath.join(folder, name))
      case .environment(let name):
        let folder = SafePath.join(configurationFolder, "credentials")
        credential = Credential(name: name, path: SafePath.join(folder, name))
      case .file(let path): credential = Credential(name: SafePath.name(path), path: path)
      case .command: continue
      }
      if !credentials.contains(credential) { credentials.append(credential) }
    }
    return credentials
  }

  /// The variables that hold secrets, in the order of the configuration.
  var environmentNames: [String] {
    var seen: Set<String> = []
    return secrets.compactMap { secret in
      guard case .environment(let name) = secret.reference else { return nil }
      return seen.insert(name).inserted ? name : nil
    }
  }
}
