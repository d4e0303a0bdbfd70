internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SafeFiles
internal import SyncConfiguration
internal import SyncEngine

extension Checks {
  /// The state folder, a hold, and whether what was read is at least as new as in the last good run.
  ///
  /// - Parameters:
  ///   - organization: As read; nil where that failed, which has been told.
  ///   - sources: Those that were read.
  /// - Returns: What is remembered as well; nil where it cannot be read.
  func state(
    _ organization: OrganizationSnapshot?,
    _ sources: [ReadSource]
  ) async -> (SyncMemory?, [Finding]) {
    var identity = organization?.identity
    if identity == nil { identity = try? await session.assembly.identity() }
    guard let identity else { return (nil, []) }
    var findings: [Finding] = []
    do {
      let root = try session.assembly.stateRoot()
      let state = StateFolder(root: root, organization: identity)
      let now = Session.clock()
      do { try state.checkWritable() } catch { findings.append(failed("state", error)) }
      let memory = try state.loadMemory(
        sources: session.configuration.sources.map(\.name),
        now: max(now, now + (organization?.clockCorrection ?? 0)),
        setsAside: false
      ).memory
      if let loss = memory.loss {
        let hint = "Ids that are not in the source count as foreign until a good run."
        findings.append(warn("state", loss, hint: hint))
      } else if findings.isEmpty {
        let skew = organization?.clockSkew.map { " · clock \($0) s from the organization's" } ?? ""
        findings.append(ok("state", "\(state.path)\(skew)"))
      }
      if let hold = try state.hold(now: now) { findings.append(self.hold(hold)) }
      return (memory, findings + order(sources, memory))
    } catch {
      return (nil, findings + [failed("state", error)])
    }
  }

  private func hold(_ hold: RunHold) -> Finding {
    let end = hold.until.map { " until \($0)" } ?? ""
    let release = session.commandOptions.command("release")
    return warn(
      "hold",
      "on hold since \(hold.since) by \(hold.who)\(end): \(hold.reason)",
      hint: "Every apply is a plan and ends with 3 if it has changes; '\(release)' ends it."
    )
  }

  private func order(_ sources: [ReadSource], _ memory: SyncMemory) -> [Finding] {
    let readings = sources.flatMap(\.snapshot.readings)
    do throws(SourceError) {
      try ExportOrder.check(readings, memory)
      try ReplicaOrder.check(readings, memory)
      return []
    } catch {
      return [failed(error.source, error)]
    }
  }

  /// Bytes that runs, each with its plan and journal, should have at least.
  private static let leastRoom: UInt64 = 64 << 20

  /// Only where something is wrong with the disk that the state lies on.
  func disk() -> [Finding] {
    guard let root = try? session.assembly.stateRoot(), let disk = try? Disk(of: root) else {
      return []
    }
    var findings: [Finding] = []
    if let fleeting = disk.fleeting {
      findings.append(
        warn(
          "state",
          "\(root) is on \(fleeting)",
          hint: "Name a folder on a disk or volume that stays with --state or 'run.state'."
        )
      )
    }
    if disk.free < Self.leastRoom {
      let line = CheckLine(
        .fail,
        "state",
        "\(root) is on a disk with \(disk.free >> 20) MiB left; a run whose journal cannot be written changes nothing",
        hint: "Make room, shorten 'run.keepRuns', or name another folder with --state."
      )
      findings.append(Finding(line: line, category: .state))
    }
    return findings
  }
}
