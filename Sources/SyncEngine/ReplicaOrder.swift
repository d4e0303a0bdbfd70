package import DirectoryModel

/// Directories go forward in time only: from a server that is behind the one that was read before, those who have left
/// since would come back, and those who have come since would leave.
package enum ReplicaOrder {
  /// - Throws: ``SourceError`` for a server whose mark is older than the one that the last good run with such a mark met.
  package static func check(
    _ readings: [SourceReading],
    _ memory: SyncMemory
  ) throws(SourceError) {
    for reading in readings {
      let name = reading.description.name
      for (counter, mark) in reading.changeMarks.sorted(by: { $0.key < $1.key }) {
        let known = memory.goodRuns.reversed().lazy.compactMap { run in
          run.figures.sources[name]?.changeMarks[counter]
        }
        guard let last = known.first, mark < last else { continue }
        throw refusal(reading.description, counter, mark: mark, last: last)
      }
    }
  }

  private static func refusal(
    _ source: SourceDescription,
    _ counter: String,
    mark: ChangeMark,
    last: ChangeMark
  ) -> SourceError {
    SourceError(
      source: source.name,
      code: "stale-replica",
      reason: "older-than-last",
      summary:
        "source \(source.name): \(source.place) is behind what the last good run read: \(counter) is \(mark), was \(last)",
      hint:
        "Put a server that is up to date first in 'urls', or wait until this one has caught up. A directory that was "
        + "restored from a backup can be read again when its mark has passed the old one, in OpenLDAP with the first "
        + "change. Nothing was changed."
    )
  }
}
