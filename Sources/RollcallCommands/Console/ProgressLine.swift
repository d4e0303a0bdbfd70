internal import DirectoryModel
internal import Presentation
internal import Synchronization

/// One line on a terminal's stderr that tells how far a read or an apply has come; nothing elsewhere, nor on a dumb
/// terminal, and nothing for what is over within half a second.
final class ProgressLine: Sendable {
  private struct State {
    var counts: [String: Int] = [:]
    var isShown = false
    var lastShown: ContinuousClock.Instant?
  }

  private let console: Console
  private let startedAt = ContinuousClock.now
  private let state = Mutex(State())

  init(_ console: Console) {
    self.console = console
  }

  private var isOn: Bool { console.canRewriteLine && !console.isQuiet }

  /// Entries read so far of one side.
  func read(_ side: String, _ count: Int) {
    guard isOn else { return }
    let line: String? = state.withLock { state in
      state.counts[side] = count
      guard isDue(&state) else { return nil }
      return state.counts.sorted { $0.key < $1.key }
        .map { "\(VisibleText.escape($0.key)) \($0.value)" }.joined(separator: " · ")
    }
    if let line { show(RunText.progress("Reading  \(line)", style: console.errorStyle)) }
  }

  /// Changes done so far.
  func applied(done: Int, failed: Int, of total: Int) {
    guard isOn else { return }
    let isShown = state.withLock { isDue(&$0) || done + failed == total }
    if isShown {
      show(
        RunText.progress(
          done: done,
          failed: failed,
          total: total,
          milliseconds: (ContinuousClock.now - startedAt).milliseconds,
          style: console.errorStyle
        )
      )
      state.withLock { $0.isShown = true }
    }
  }

  /// Takes the line away.
  func clear() {
    guard isOn else { return }
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { show("") }
  }

  private func show(_ line: String) { console.say("\r\u{1b}[K\(line)") }

  private func isDue(_ state: inout State) -> Bool {
    let now = ContinuousClock.now
    guard now - startedAt > .milliseconds(500) else { return false }
    if let last = state.lastShown, now - last < .milliseconds(100) { return false }
    state.lastShown = now
    state.isShown = true
    return true
  }
}

extension Duration {
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
