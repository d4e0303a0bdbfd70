package import DirectoryModel
internal import SyncPlanner

/// Reads both sides at the same time, whole, or fails.
package struct BothSides: Sendable {
  package let sources: [any DirectorySource]
  package let target: any OrganizationTarget
  package let control: RunControl
  /// What becomes of those who seem absent, by which it is decided whom to look up.
  package let departures: SyncPolicy.Departures

  /// Entries read so far.
  package enum Progress: Sendable {
    case source(String, Int)
    case organization(Int)
  }

  package init(
    sources: [any DirectorySource],
    target: any OrganizationTarget,
    control: RunControl,
    departures: SyncPolicy.Departures
  ) {
    self.sources = sources
    self.target = target
    self.control = control
    self.departures = departures
  }

  package struct Reading: Sendable {
    /// By source, in the order of the configuration.
    package var snapshots: [DirectorySnapshot]
    package let organization: OrganizationSnapshot

    package init(snapshots: [DirectorySnapshot], organization: OrganizationSnapshot) {
      self.snapshots = snapshots
      self.organization = organization
    }
  }

  /// Reads everything, and looks up those who seem absent where a source can do that.
  ///
  /// - Throws: ``SourceError`` and ``TargetError``, of several the one that ``FailureCategory/precedence`` puts first;
  ///   ``RunEnded`` if the run should end.
  package func read(
    progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> Reading {
    try await withThrowingTaskGroup(of: Reading?.self) { group in
      group.addTask { try await readAll(progress) }
      group.addTask {
        await control.waitForStop()
        return nil
      }
      defer { group.cancelAll() }
      while let first = try await group.next() {
        if let reading = first { return reading }
        if let reason = control.reason { throw RunEnded(reason: reason) }
      }
      throw RunEnded(reason: control.reason ?? .deadline)
    }
  }

  private enum Piece: Sendable {
    case source(Int, Result<DirectorySnapshot, SourceError>)
    case organization(Result<OrganizationSnapshot, TargetError>)
  }

  private func readAll(
    _ progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> Reading {
    var snapshots: [Int: Result<DirectorySnapshot, SourceError>] = [:]
    var organization: Result<OrganizationSnapshot, TargetError>?
    await withTaskGroup(of: Piece.self) { group in
      for (number, source) in sources.enumerated() {
        group.addTask {
          do throws(SourceError) {
            let name = source.description.name
            return .source(number, .success(try await source.read { progress(.source(name, $0)) }))
          } catch {
            return .source(number, .failure(error))
          }
        }
      }
      group.addTask {
        do throws(TargetError) {
          return .organization(.success(try await target.read { progress(.organization($0)) }))
        } catch {
          return .organization(.failure(error))
        }
      }
      for await piece in group {
        switch piece {
        case .source(let number, let result): snapshots[number] = result
        case .organization(let result): organization = result
        }
      }
    }
    return try await Self.located(
      whole(snapshots, organization),
      by: sources,
      departures: departures
    )
  }

  private func whole(
    _ pieces: [Int: Result<DirectorySnapshot, SourceError>],
    _ organization: Result<OrganizationSnapshot, TargetError>?
  ) throws -> Reading {
    let failures: [any DiagnosableError] =
      sources.indices.compactMap { if case .failure(let error) = pieces[$0] { error } else { nil } }
      + [organization].compactMap { if case .failure(let error) = $0 { error } else { nil } }
    let first = failures.min { $0.category.precedence < $1.category.precedence }
    if let first { throw first }
    guard let organization = try organization?.get() else {
      throw TargetError(summary: "the organization was not read")
    }
    return Reading(
      snapshots: try sources.indices.compactMap { try pieces[$0]?.get() },
      organization: organization
    )
  }

  /// Looks up those who seem absent, where a source can do that.
  ///
  /// - Parameters:
  ///   - reading: Both sides as read.
  ///   - sources: In the order of the snapshots.
  ///   - departures: What becomes of those who seem absent.
  /// - Returns: The same reading with those who were found.
  /// - Throws: ``SourceError`` if a look-up fails, or shows that a read was not complete.
  package static func located(
    _ reading: Reading,
    by sources: [any DirectorySource],
    departures: SyncPolicy.Departures
  ) async throws -> Reading {
    guard sources.contains(where: \.canLocate) else { return reading }
    let missing = MissingPeople.ids(
      reading.organization,
      try DirectorySnapshot.merging(reading.snapshots),
      departures: departures
    )
    guard !missing.isEmpty else { return reading }
    var reading = reading
    for (number, source) in sources.enumerated() where source.canLocate {
      reading.snapshots[number] = try reading.snapshots[number].adding(
        try await source.locate(missing)
      )
    }
    return reading
  }
}
