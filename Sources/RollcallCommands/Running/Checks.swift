internal import DirectoryModel
internal import DirectorySources
internal import OrganizationTargets
internal import Presentation
internal import SafeFiles
internal import SyncConfiguration
internal import SyncPlanner

/// What `rollcall check` tries, one after another.
struct Checks {
  let session: Session

  struct Finding: Sendable {
    let line: CheckLine
    /// Of a failure: what a run would end with.
    let category: FailureCategory?
  }

  /// A source that was read, completely or not.
  struct ReadSource: Sendable {
    let source: any DirectorySource
    let snapshot: DirectorySnapshot
  }

  func lines() -> AsyncStream<Finding> {
    AsyncStream { continuation in
      let task = Task {
        continuation.yield(configuration())
        for finding in await secrets() { continuation.yield(finding) }
        var sources: [ReadSource] = []
        var areUsable = true
        for settings in session.configuration.sources {
          let (source, findings) = await source(settings)
          if let source { sources.append(source) }
          if findings.contains(where: { $0.category != nil }) { areUsable = false }
          for finding in findings { continuation.yield(finding) }
        }
        let (snapshot, findings) = await organization()
        for finding in findings { continuation.yield(finding) }
        let (memory, stateFindings) = await state(snapshot, sources)
        for finding in stateFindings + disk() + monitoring() { continuation.yield(finding) }
        if areUsable, let snapshot, let memory {
          for finding in await planning(sources, snapshot, memory) { continuation.yield(finding) }
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func configuration() -> Finding {
    let path = session.configuration.path
    let mode = (try? FileStatus(of: path)).flatMap { $0 }.map { String($0.mode & 0o7777, radix: 8) }
    return ok("configuration", "\(path) · mode 0\(mode ?? "?")")
  }

  private func source(_ settings: SourceSettings) async -> (ReadSource?, [Finding]) {
    var findings: [Finding] = []
    do {
      let source = try await session.assembly.makeSource(settings)
      if case .ldap(let ldap) = settings, let source = source as? LDAPSource {
        findings += try await reach(source, ldap)
        // The read would end with the same error.
        if findings.contains(where: { $0.category != nil }) { return (nil, findings) }
      }
      let snapshot = try await source.read { _ in }
      let read = ReadSource(source: source, snapshot: snapshot)
      guard let reading = snapshot.readings.first else { return (read, findings) }
      let status: CheckLine.Status = reading.least == .doubtful ? .warn : .ok
      let line = CheckLine(status, settings.name, Self.summary(reading))
      findings.append(Finding(line: line, category: nil))
      findings += FileLines.of(reading).map { Finding(line: $0, category: nil) }
      findings += notes(snapshot.advisories, settings.name)
      do throws(ResolverError) {
        try CompletenessRules.check(snapshot, policy: session.configuration.policy)
      } catch {
        findings.append(failed(settings.name, error))
      }
      return (read, findings)
    } catch {
      return (nil, findings + [failed(settings.name, error)])
    }
  }

  /// What a reader was not content with: of each kind the first, and how many there are.
  private func notes(_ advisories: [Advisory], _ source: String) -> [Finding] {
    var kinds: [String: [Advisory]] = [:]
    for advisory in advisories { kinds[advisory.kind.rawValue, default: []].append(advisory) }
    return kinds.sorted { $0.key < $1.key }.compactMap { kind, alike in
      guard let first = alike.first else { return nil }
      let message = "\(kind): \(first.subject): \(first.message)"
      if alike.count == 1 { return warn(source, message, hint: nil) }
      let show = session.commandOptions.showing(source: source)
      let hint = "\(alike.count - 1) more: '\(show)' names them."
      return warn(source, message, hint: hint)
    }
  }

  private static func summary(_ reading: SourceReading) -> String {
    let style = TextStyle()
    let groups = reading.groups.map { style.count($0.count, "group") } ?? "no groups"
    let provider = reading.description.provider.map { "\($0) · " } ?? ""
    let users = style.count(reading.entryCount, "user")
    return
      "\(provider)\(reading.description.place) · \(users), \(groups) · \(reading.least.rawValue)"
  }

  private func organization() async -> (OrganizationSnapshot?, [Finding]) {
    do {
      let target = try await session.assembly.makeTarget()
      let snapshot = try await target.read { _ in }
      var findings = [
        ok(
          "organization",
          "\(snapshot.identity.kind.rawValue) · \(snapshot.identity.place) · \(snapshot.members.count) members, \(snapshot.groups.count) groups"
        )
      ]
      if let service = target as? SCIMTarget {
        for text in await service.explanation() { findings.append(ok("organization", text)) }
      }
      if let note = snapshot.capabilities.limitationNote {
        findings.append(warn("organization", note, hint: nil))
      }
      if let file = target as? FileOrganizationTarget {
        do { try file.checkWritable() } catch { findings.append(failed("organization", error)) }
      }
      return (snapshot, findings)
    } catch {
      return (nil, [failed("organization", error)])
    }
  }

  func ok(_ subject: String, _ message: String) -> Finding {
    Finding(line: CheckLine(.ok, subject, message), category: nil)
  }

  func warn(_ subject: String, _ message: String, hint: String?) -> Finding {
    Finding(line: CheckLine(.warn, subject, message, hint: hint), category: nil)
  }

  func failed(_ subject: String, _ error: any Error) -> Finding {
    let diagnosable = error as? any DiagnosableError
    var message = diagnosable?.summary ?? "\(error)"
    // The line begins with it.
    let source = "source \(subject): "
    if message.hasPrefix(source) { message.removeFirst(source.count) }
    return Finding(
      line: CheckLine(
        .fail,
        subject,
        message,
        hint: diagnosable?.hint
      ),
      category: diagnosable?.category ?? .unexpected
    )
  }
}
