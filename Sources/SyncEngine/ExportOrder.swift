package import DirectoryModel

/// Exports go forward in time only: with an older one, those who have left since would come back.
package enum ExportOrder {
  /// - Throws: ``SourceError`` for an export that was written before the one of the last good run.
  package static func check(
    _ readings: [SourceReading],
    _ memory: SyncMemory
  ) throws(SourceError) {
    guard let run = memory.goodRuns.last else { return }
    for reading in readings {
      guard let modified = reading.modifiedAt,
        let known = run.figures.sources[reading.description.name]?.exportModified
      else { continue }
      // No export was written after the run that read it, whatever its date said.
      let last = min(known, run.at)
      guard modified < last else { continue }
      throw refusal(reading, modified: modified, last: last)
    }
  }

  private static func refusal(
    _ reading: SourceReading,
    modified: Timestamp,
    last: Timestamp
  ) -> SourceError {
    let place = reading.description.place
    let oldest = reading.files.first { $0.users != nil && $0.modifiedAt == modified }?.name
    var path = place
    if let oldest, place != oldest, !place.hasSuffix("/" + oldest) { path += "/" + oldest }
    return SourceError(
      source: reading.description.name,
      code: "stale-export",
      reason: "older-than-last",
      file: oldest,
      summary:
        "refused the export \(place): \(path) was written on \(modified), the export of the last good run on \(last)",
      hint:
        "Export again. If this older one is what counts, give it a new time with touch(1), and look at the plan. Nothing was changed."
    )
  }
}
