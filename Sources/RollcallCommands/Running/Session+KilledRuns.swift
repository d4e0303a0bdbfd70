internal import DirectoryModel
internal import Presentation
internal import RunState
internal import SyncEngine

extension Session {
  /// Tells of runs that were killed since the last one that ended by itself: this run knows what they did, and the
  /// difference that is left is in its plan.
  ///
  /// Without the lock, the last of them may be one that still goes on.
  func tellKilledRuns(_ prepared: PreparedRun) {
    let (end, next) =
      prepared.lock == nil
      ? ("was killed, or is still going on", "") : ("was killed", "; what is left is planned again")
    for run in prepared.memory.killedRuns {
      let begun = (try? run.journaledChanges()) ?? []
      let done = begun.count { $0.result == .done }
      let unknown = begun.count { $0.result == nil }
      let maybe = unknown > 0 ? ", \(unknown) more may have happened" : ""
      console.note("run \(run.name) \(end): \(done) done\(maybe)\(next)")
    }
  }
}
