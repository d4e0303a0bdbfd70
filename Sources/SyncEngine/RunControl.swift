package import DirectoryModel
internal import Synchronization

/// Why a run should end early, heard by everything that takes time.
package final class RunControl: Sendable {
  package enum Reason: Equatable, Sendable {
    case interrupted(signal: Int32)
    case deadline

    package var category: FailureCategory {
      switch self {
      case .interrupted(let signal): .interrupted(signal: signal)
      case .deadline: .deadline
      }
    }
  }

  private struct State {
    var reason: Reason?
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// The first reason that was given; nothing new starts once there is one.
  package var reason: Reason? { state.withLock { $0.reason } }

  /// Asks the run to end; the first reason stays.
  package func stop(_ reason: Reason) {
    let waiters = state.withLock { state in
      if state.reason == nil { state.reason = reason }
      let waiters = Array(state.waiters.values)
      state.waiters = [:]
      return waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when the run should end, or when the waiting task is cancelled.
  package func waitForStop() async {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.reason != nil || Task.isCancelled { return true }
          state.waiters[number] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
    }
  }
}

/// A run that was asked to end before it had changed anything.
package struct RunEnded: DiagnosableError, Equatable {
  package let reason: RunControl.Reason

  package init(reason: RunControl.Reason) {
    self.reason = reason
  }

  package var category: FailureCategory { reason.category }

  package var summary: String {
    switch reason {
    case .interrupted: "interrupted; nothing was changed"
    case .deadline:
      "the deadline (run.deadline) passed before anything was changed"
    }
  }

  package var hint: String? {
    switch reason {
    case .interrupted: nil
    case .deadline: "Find out what is slow with --verbose, or raise 'run.deadline'."
    }
  }
}
