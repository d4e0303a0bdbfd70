import DirectoryModel
import SyncEngine
import Testing

@Suite struct ReplicaOrderTests {
  private static let first = "contextCSN 000 of dc=example,dc=com"
  private static let second = "contextCSN 001 of dc=example,dc=com"
  private static let older = "20260921141319.000001Z#000000#000#000000"
  private static let newer = "20260921141320.000000Z#000000#000#000000"

  private static func reading(_ marks: [String: String]) -> SourceReading {
    SourceReading(
      description: SourceDescription(
        name: "hq",
        kind: .ldap,
        provider: "openldap",
        place: "ldaps://dc2.example.com"
      ),
      users: 0..<3,
      groups: nil,
      userCompleteness: .proven,
      groupCompleteness: nil,
      membershipCompleteness: nil,
      entryCount: 3,
      changeMarks: marks.mapValues(ChangeMark.init)
    )
  }

  /// Good runs with these marks, the oldest first.
  private static func memory(_ source: String, _ marks: [String: String]...) -> SyncMemory {
    var memory = SyncMemory()
    memory.goodRuns = marks.enumerated().map { number, marks in
      var figures = PlanFigures()
      figures.sources[source] = PlanFigures.Source(
        users: 3,
        attributes: [:],
        changeMarks: marks.mapValues(ChangeMark.init)
      )
      return PlanFigures.Remembered(
        at: Timestamp(seconds: 1_790_000_000 + Int64(number)),
        figures: figures
      )
    }
    return memory
  }

  @Test
  func `a server behind the one read last is refused, and the error says by what and the cure`() {
    let error = #expect(throws: SourceError.self) {
      try ReplicaOrder.check(
        [Self.reading([Self.first: Self.older])],
        Self.memory("hq", [Self.first: Self.newer])
      )
    }
    #expect(error?.category == .source)
    #expect(error?.code == "stale-replica")
    #expect(
      error?.summary
        == "source hq: ldaps://dc2.example.com is behind what the last good run read: "
        + "contextCSN 000 of dc=example,dc=com is \(Self.older), was \(Self.newer)"
    )
    #expect(error?.hint?.contains("'urls'") == true)
  }

  @Test(
    "each mark is judged by the last good run that met it, and a shorter number is older",
    arguments: [
      ([first: newer, second: older], memory("hq", [first: newer, second: newer])),
      // Another domain controller was read in between: its numbers say nothing about this one's.
      ([first: older], memory("hq", [first: newer], [second: newer])),
      ([first: "999"], memory("hq", [first: "1000"])),
      ([first: "1000"], memory("hq", [first: "1001"])),
    ] as [([String: String], SyncMemory)]
  )
  func refused(marks: [String: String], memory: SyncMemory) {
    #expect(throws: SourceError.self) { try ReplicaOrder.check([Self.reading(marks)], memory) }
  }

  @Test(
    "what is as new, or was never met, goes on",
    arguments: [
      ([first: newer], memory("hq", [first: newer])),
      ([first: newer], memory("hq", [first: older])),
      ([first: "1000"], memory("hq", [first: "999"])),
      ([first: older], memory("other", [first: newer])),
      ([second: older], memory("hq", [first: newer])),
      ([:], memory("hq", [first: newer])), ([first: older], memory("hq", [:])),
      ([first: older], SyncMemory()),
      // Only the last good run that met it counts: a person let the older one pass.
      ([first: older], memory("hq", [first: newer], [first: older])),
    ] as [([String: String], SyncMemory)]
  )
  func goesOn(marks: [String: String], memory: SyncMemory) {
    #expect(throws: Never.self) { try ReplicaOrder.check([Self.reading(marks)], memory) }
  }
}
