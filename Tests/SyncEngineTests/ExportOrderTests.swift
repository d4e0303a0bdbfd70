import DirectoryModel
import SyncEngine
import Testing

@Suite struct ExportOrderTests {
  private static let noon = Timestamp(seconds: 1_790_000_000)

  private static func reading(_ modified: Timestamp?, place: String = "/exports/hr")
    -> SourceReading
  {
    var newer = FileReading(name: "a.json", modifiedAt: noon + 9000)
    newer.users = 1
    var older = FileReading(name: "more/users.json", modifiedAt: modified ?? noon)
    older.users = 2
    return SourceReading(
      description: SourceDescription(name: "hr", kind: .export, provider: nil, place: place),
      users: 0..<3,
      groups: nil,
      userCompleteness: .proven,
      groupCompleteness: nil,
      membershipCompleteness: nil,
      entryCount: 3,
      modifiedAt: modified,
      files: [newer, older]
    )
  }

  /// Good runs an hour after noon.
  private static func memory(_ source: String, _ modified: Timestamp?...) -> SyncMemory {
    var memory = SyncMemory()
    memory.goodRuns = modified.map { modified in
      var figures = PlanFigures()
      figures.sources[source] = PlanFigures.Source(
        users: 3,
        attributes: [:],
        exportModified: modified
      )
      return PlanFigures.Remembered(at: noon + 3600, figures: figures)
    }
    return memory
  }

  @Test func `an older export is refused, and the error names the file, both times and a cure`() {
    let error = #expect(throws: SourceError.self) {
      try ExportOrder.check([Self.reading(Self.noon + -1)], Self.memory("hr", Self.noon))
    }
    #expect(error?.category == .source)
    #expect(error?.file == "more/users.json")
    #expect(
      error?.summary
        == "refused the export /exports/hr: /exports/hr/more/users.json was written on "
        + "2026-09-21T14:13:19Z, the export of the last good run on 2026-09-21T14:13:20Z"
    )
    #expect(error?.hint?.contains("touch(1)") == true)
  }

  @Test func `an export older than the run that read one from the future is refused`() {
    #expect(throws: SourceError.self) {
      try ExportOrder.check([Self.reading(Self.noon + 3599)], Self.memory("hr", Self.noon + 7200))
    }
  }

  @Test func `an export of one file is named once`() {
    let error = #expect(throws: SourceError.self) {
      try ExportOrder.check(
        [Self.reading(Self.noon, place: "/exports/more/users.json")],
        Self.memory("hr", Self.noon + 1)
      )
    }
    #expect(
      error?.summary.hasPrefix(
        "refused the export /exports/more/users.json: /exports/more/users.json was written"
      ) == true
    )
  }

  @Test(
    "what is as new, or was never seen, goes on",
    arguments: [
      (noon, memory("hr", noon)), (noon + 1, memory("hr", noon)), (noon, memory("other", noon + 1)),
      (nil, memory("hr", noon)), (noon, memory("hr", nil)), (noon, SyncMemory()),
      // Only the last good run counts: a person let the older one pass.
      (noon, memory("hr", noon + 100, noon)),
      // One that was dated a year after the run that read it keeps none out that was written since.
      (noon + 3600, memory("hr", noon + 365 * 86_400)),
    ] as [(Timestamp?, SyncMemory)]
  )
  func goesOn(modified: Timestamp?, memory: SyncMemory) {
    #expect(throws: Never.self) { try ExportOrder.check([Self.reading(modified)], memory) }
  }
}
