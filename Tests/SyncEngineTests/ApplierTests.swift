import DirectoryModel
import SyncEngine
import SyncPlanner
import Synchronization
import TestSupport
import Testing

/// What the journal hears of before calls are made, and after.
@Suite struct ApplierTests {
  /// A journal that counts, and a target that does nothing but look into it.
  private final class Witness: RunJournal, OrganizationTarget {
    struct Seen {
      var announced: Set<Int> = []
      var called: [Int] = []
      var outcomes: [Int: ChangeOutcome.Result] = [:]
      var unannounced: [Int] = []
      var greatestDoubt = 0
      var announcements = 0
    }

    let seen = Mutex(Seen())
    let concurrency: Int
    private let announcementsThatPass: Int
    private let onCall: @Sendable (Int) -> Void

    init(
      concurrency: Int,
      announcementsThatPass: Int = .max,
      onCall: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
      self.concurrency = concurrency
      self.announcementsThatPass = announcementsThatPass
      self.onCall = onCall
    }

    func willApply(_ steps: [ApplyStep]) throws {
      try seen.withLock { seen in
        seen.announcements += 1
        if seen.announcements > announcementsThatPass { throw Full() }
        seen.announced.formUnion(steps.map(\.number))
        seen.greatestDoubt = max(seen.greatestDoubt, seen.announced.count - seen.outcomes.count)
      }
    }

    func didApply(_ outcomes: [ChangeOutcome]) {
      seen.withLock { seen in
        for outcome in outcomes { seen.outcomes[outcome.number] = outcome.result }
      }
    }

    var place: String { "nowhere" }

    func identify() async throws(TargetError) -> OrganizationIdentity {
      OrganizationIdentity(kind: .file, id: "/test", name: nil, place: "/test")
    }

    func read(
      progress: @escaping @Sendable (Int) -> Void
    ) async throws(TargetError) -> OrganizationSnapshot {
      throw TargetError(summary: "there is nothing to read")
    }

    func batches(of steps: [ApplyStep]) -> [[ApplyStep]] { steps.map { [$0] } }

    func apply(_ batch: [ApplyStep]) async -> [ChangeOutcome] {
      for step in batch {
        let count = seen.withLock { seen in
          if !seen.announced.contains(step.number) { seen.unannounced.append(step.number) }
          seen.called.append(step.number)
          return seen.called.count
        }
        onCall(count)
      }
      await Task.yield()
      return batch.map { ChangeOutcome($0.number, .done) }
    }
  }

  private struct Full: Error {}

  /// Forty invitations.
  private static func plan() throws -> ApprovedPlan {
    var world = PlainWorld.matching(1)
    for number in 2...41 {
      world.source.users.append(.init("u\(number)", "p\(number)@example.com"))
    }
    return try world.plan().approved(.answered(held: Set(0..<40)))
  }

  @Test(
    "each call is announced before it is made, and few ahead of it",
    arguments: [1, 2, 3, 16, 50]
  )
  func announced(concurrency: Int) async throws {
    let witness = Witness(concurrency: concurrency)
    let applier = Applier(target: witness, journal: witness, control: RunControl())
    let result = await applier.apply(try Self.plan())
    #expect(result.outcomes.map(\.result) == [ChangeOutcome.Result](repeating: .done, count: 40))
    let seen = witness.seen.withLock { $0 }
    #expect(Set(seen.called) == Set(0..<40))
    #expect(seen.called.count == 40)
    #expect(seen.unannounced == [])
    #expect(seen.greatestDoubt <= 2 * concurrency)
    #expect(seen.announcements >= 40 / concurrency)
  }

  @Test func `what was announced and not called is taken back in the journal`() async throws {
    let control = RunControl()
    let witness = Witness(concurrency: 2) { count in
      if count == 5 { control.stop(.deadline) }
    }
    let applier = Applier(target: witness, journal: witness, control: control)
    let result = await applier.apply(try Self.plan())
    let seen = witness.seen.withLock { $0 }
    #expect(Set(seen.outcomes.keys) == seen.announced)
    #expect(Set(seen.outcomes.filter { $0.value == .done }.keys) == Set(seen.called))
    #expect(seen.called.count < 8)
    #expect(result.outcomes.count { $0.result == .done } == seen.called.count)
    #expect(result.outcomes.count { $0.result == .notAttempted } == 40 - seen.called.count)
  }

  @Test func `a journal that cannot be written ends the run before the calls it would announce`()
    async throws
  {
    let witness = Witness(concurrency: 2, announcementsThatPass: 3)
    let applier = Applier(target: witness, journal: witness, control: RunControl())
    let result = await applier.apply(try Self.plan())
    let seen = witness.seen.withLock { $0 }
    #expect(result.journalFailure?.category == .state)
    #expect(seen.unannounced == [])
    #expect(seen.called.count <= 6)
    #expect(Set(seen.outcomes.keys) == seen.announced)
  }
}
