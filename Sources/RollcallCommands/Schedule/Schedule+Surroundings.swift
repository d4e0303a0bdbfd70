internal import SafeFiles

/// What a schedule finds around it, for comments on what a person has to know.
extension Schedule {
  /// Where a service has its state.
  var serviceState: String { stateFolder ?? "/var/lib/rollcall" }

  /// Where runs by hand would have another state than those at night: another memory, and another hold.
  func stateNote(isService: Bool) -> [String] {
    let isShared =
      isService || stateFolder != nil ? stateByHand == serviceState : stateByHand != nil
    guard !isShared else { return [] }
    guard isService || stateFolder != nil else {
      return [
        "# The state lies in the home of the account that runs this: runs by hand as another have another memory, and",
        "# 'rollcall hold' as another holds nothing here. 'run.state' in the configuration names one place for all.",
      ]
    }
    return [
      "# Runs by hand have another state, and so another memory, and 'rollcall hold' by hand holds nothing here, unless",
      "# they say --state \(serviceState), or the configuration names it in 'run.state'.",
    ]
  }

  /// What this shell knows and a timer does not.
  var proxyNote: [String] {
    guard !proxyNames.isEmpty else { return [] }
    let names = proxyNames.joined(separator: " and ")
    return [
      "# The shell that made this knows \(names); what runs by time does not, unless it is set here as well."
    ]
  }

  /// Whether others than its owner and its group cannot read a path; not of one that is not there.
  static func isClosed(_ path: String) -> Bool {
    guard let status = try? FileStatus(of: path) else { return false }
    let wanted: UInt32 = status.kind == .folder ? 0o005 : 0o004
    guard status.mode & wanted == wanted else { return true }
    var folder = path
    while folder != "/" {
      folder = SafePath.parent(folder)
      if let status = try? FileStatus(of: folder), status.mode & 0o001 == 0 { return true }
    }
    return false
  }
}
