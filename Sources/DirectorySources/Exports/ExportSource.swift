package import DirectoryModel
package import ExportFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The export of an identity provider, or of anything in the neutral layout: a file or a folder of files.
package struct ExportSource: DirectorySource {
  private let settings: ExportSourceSettings
  private let limits: ExportLimits
  private let now: @Sendable () -> Timestamp

  /// - Parameters:
  ///   - settings: What the configuration says.
  ///   - limits: How much there may be.
  ///   - now: The present time, by which the age of the export is judged.
  package init(
    _ settings: ExportSourceSettings,
    limits: ExportLimits = ExportLimits(),
    now: @escaping @Sendable () -> Timestamp = Self.wallClock
  ) {
    self.settings = settings
    self.limits = limits
    self.now = now
  }

  /// The present time of this host.
  package static let wallClock: @Sendable () -> Timestamp = {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Timestamp(seconds: Int64(moment.tv_sec))
  }

  package var description: SourceDescription {
    SourceDescription(
      name: settings.name,
      kind: .export,
      provider: settings.provider == "auto" ? nil : settings.provider,
      place: settings.path
    )
  }

  @concurrent
  package func read(
    progress: @escaping @Sendable (Int) -> Void
  ) async throws(SourceError) -> DirectorySnapshot {
    do {
      return try readAll(progress: progress)
    } catch let failure as ExportFailure {
      throw failure.sourceError(source: settings)
    } catch let error as ExportFileError {
      throw ExportFailure(error).sourceError(source: settings)
    } catch let error as SourceError {
      throw error
    } catch is CancellationError {
      throw ExportFailure(.unreadable, "cancelled", file: nil, "reading was interrupted")
        .sourceError(source: settings)
    } catch {
      throw ExportFailure(.unreadable, "too-large", file: nil, "\(ArenaFull().summary)")
        .sourceError(source: settings)
    }
  }

  private func readAll(progress: @escaping @Sendable (Int) -> Void) throws -> DirectorySnapshot {
    let filters = try RecordFilters(settings)
    let folder = try ExportFolder(settings.path, limits: limits)
    guard !folder.files.isEmpty else {
      throw ExportFailure.incomplete("users-missing", file: nil, "there is no file in it")
    }
    var collector = try ExportCollector(settings, filters: filters, progress: progress)
    try collector.read(folder.files, limits: limits)
    let attributes = collector.filters.attributes
    let unknown = collector.filters.pathsNotMet
    var assembler = try ExportAssembler(collector.finish(), settings)
    for attribute in unknown { assembler.warnings.add(.unknownAttribute, attribute) }
    let snapshot = try assembler.assemble(
      description,
      modified: folder.files.map { Timestamp(seconds: $0.modified) }
    )
    if snapshot.users.count > 0 { try attributes.checkThatAllAreMet() }
    try checkAge(snapshot)
    return snapshot
  }

  /// An export of which a part is too old says nothing about today, and one from the future would never be too old.
  private func checkAge(_ snapshot: DirectorySnapshot) throws(ExportFailure) {
    let used = snapshot.readings.flatMap(\.files).filter(\.isUsed)
    guard let oldest = used.min(by: { $0.modifiedAt < $1.modifiedAt }),
      let newest = used.max(by: { $0.modifiedAt < $1.modifiedAt })
    else { return }
    let now = now()
    // Five minutes are what clocks are allowed to differ by.
    guard newest.modifiedAt <= now + 300 else {
      throw ExportFailure(
        .stale,
        "in-future",
        file: newest.name,
        "it was written on \(newest.modifiedAt), and it is only \(now)",
        hint: "Correct the clock, or give the export the present time with touch(1)."
      )
    }
    guard let maximum = settings.maximumAge, now - oldest.modifiedAt > maximum else { return }
    throw ExportFailure(
      .stale,
      "too-old",
      file: oldest.name,
      "it was written on \(oldest.modifiedAt), more than \(maximum / 3600) hours ago",
      hint: "Export again, or raise 'maximumAge' of the source."
    )
  }
}
