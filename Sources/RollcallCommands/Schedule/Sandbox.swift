internal import SafeFiles

/// What a service may not do: everything but reading its files, writing its state, and talking to the network.
enum Sandbox {
  static func lines(_ schedule: Schedule) -> [String] {
    ["ProtectSystem=strict", home(schedule)] + hidden(schedule) + writable(schedule) + always
  }

  /// Home folders are out of sight, unless something that is needed lies there.
  private static func home(_ schedule: Schedule) -> String {
    let paths = schedule.visiblePaths + [schedule.stateFolder].compactMap(\.self)
    let isNeeded = paths.contains { isBelow(["/home", "/root", "/run/user"], $0) }
    return "ProtectHome=\(isNeeded ? "read-only" : "yes")"
  }

  private static func hidden(_ schedule: Schedule) -> [String] {
    schedule.visiblePaths.filter { isBelow(["/tmp", "/var/tmp"], $0) }.map {
      "# \($0) lies where PrivateTmp= hides it: move it, and change the configuration."
    }
  }

  private static func writable(_ schedule: Schedule) -> [String] {
    guard !schedule.writeFolders.isEmpty else { return [] }
    var lines = [
      "ReadWritePaths=\(schedule.writeFolders.map(UnitText.path).joined(separator: " "))"
    ]
    if schedule.account == .dynamic {
      lines.insert("# A group that may write there:\n# SupplementaryGroups=…", at: 0)
    }
    return lines
  }

  private static func isBelow(_ folders: [String], _ path: String) -> Bool {
    folders.contains { path == $0 || path.hasPrefix("\($0)/") }
  }

  /// systemd.exec(5); what a client of LDAP and HTTPS that starts a program now and then does not need.
  private static let always = [
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "PrivateUsers=yes",
    "PrivateIPC=yes",
    "PrivateMounts=yes",
    "ProtectHostname=yes",
    "ProtectClock=yes",
    "ProtectKernelTunables=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelLogs=yes",
    "ProtectControlGroups=yes",
    "ProtectProc=invisible",
    "ProcSubset=pid",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "AmbientCapabilities=",
    "RestrictNamespaces=yes",
    "RestrictRealtime=yes",
    "RestrictSUIDSGID=yes",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "RemoveIPC=yes",
    "KeyringMode=private",
    "DevicePolicy=closed",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
    "# Tighter still, where the addresses are known: IPAddressDeny=any and IPAddressAllow=…",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources",
    "SystemCallErrorNumber=EPERM",
    "LimitCORE=0",
    "UMask=0077",
  ]
}
