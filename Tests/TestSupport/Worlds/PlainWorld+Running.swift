package import DirectoryModel

extension PlainWorld {
  /// Ids of the sources as a good run would have seen them, beside those seen before; groups likewise.
  package mutating func remember() {
    for number in sources.indices {
      rememberSeen(
        sources[number].users.map(\.id),
        groups: (sources[number].groups ?? []).map(\.id),
        in: number
      )
    }
    memory.hadGoodRun = true
  }

  package mutating func rememberSeen(_ ids: [String], groups: [String], in source: Int) {
    let name = sources[source].name
    memory.seenIDs[name] = Self.seen(ids + Self.strings(memory.seenIDs[name]))
    memory.seenGroupIDs[name] = Self.seen(groups + Self.strings(memory.seenGroupIDs[name]))
  }

  package static func seen(_ ids: [String]) -> SeenIDs {
    var builder = ByteArenaBuilder()
    let sorted = Set(ids).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let texts = sorted.compactMap { try? builder.append($0) }
    return SeenIDs(arena: builder.finish(), sorted: texts)
  }

  private static func strings(_ seen: SeenIDs?) -> [String] {
    seen.map { seen in seen.ids.compactMap { seen.arena.string($0) } } ?? []
  }

  /// Does some changes, those whose requirements were done, and remembers what a good run would.
  ///
  /// - Returns: Positions of the changes that were done.
  @discardableResult
  package mutating func run(_ plan: Plan, where isDone: (Int) -> Bool) -> Set<Int> {
    var done: Set<Int> = []
    for (number, change) in plan.changes.enumerated()
    where isDone(number) && change.requires.allSatisfy(done.contains) {
      done.insert(number)
      organization.apply(change)
      guard let id = change.member?.id else { continue }
      if change.action == .revoke {
        memory.revocations[id] = .init(
          at: now,
          priorStatus: change.before?.status ?? .unknown,
          externalID: change.member?.externalID
        )
      } else if change.action == .restore {
        memory.revocations[id] = nil
      }
    }
    remember()
    return done
  }
}
