import JSONReader
import Testing

/// The verdict of the parser on damaged documents against an independent parser, written for clearness alone.
@Suite struct MutatedDocumentTests {
  private static let seeds = [
    #"{"id":"00u1","status":"ACTIVE","profile":{"login":"a@example.com","n":-12.5e+3},"x":[true,false,null]}"#,
    #"[{"a":"\u00e9\ud83d\ude00\n"},[],{},"",0,-0,1E9,[[[[1]]]]]"#,
    "{\"ключ\": [\"значение\", \"日本語\", \"😀\"],\r\n\t\"deep\": {\"a\": {\"b\": {\"c\": []}}}}",
    #" [ "0123456789abcdef\\\"\/" , 3.14159 , { "k" : { } } ] "#,
  ].map { Array($0.utf8) }

  /// What a mutation puts in.
  private static let insertions: [[UInt8]] =
    [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", "t", "n", " ", "\u{0}",
      "\u{1f}", "/",
    ]
    .map { Array($0.utf8) } + [
      [0x80], [0xc3], [0xff], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98, 0x80],
    ]

  @Test(arguments: 0..<4)
  func `forty thousand damaged documents get the verdict of a strict reference`(seed: Int) {
    var random = Sequence64(state: UInt64(seed) + 1)
    var accepted = 0
    for round in 0..<10_000 {
      var document = Self.seeds[seed]
      for _ in 0...random.next(below: 3) { Self.mutate(&document, &random) }
      let verdict = Self.verdict(document)
      accepted += verdict ? 1 : 0
      #expect(verdict == Self.recordVerdict(document), "round \(round): \(document)")
      #expect(
        verdict == ReferenceParser.accepts(document),
        "round \(round): \(String(decoding: document, as: UTF8.self)) \(document)"
      )
    }
    #expect(accepted > 500 && accepted < 9500)
  }

  private static func verdict(_ document: [UInt8]) -> Bool {
    var parser = JSONParser()
    do {
      try parser.skipValue(document.span)
      try parser.finish(document.span)
      return true
    } catch {
      return false
    }
  }

  /// The same by the reader of records, which has a loop of its own.
  private static func recordVerdict(_ document: [UInt8]) -> Bool {
    var reader = JSONRecordReader(table: JSONPathTable(paths: [["x"], ["profile", "n"]]))
    do {
      let outcome = try reader.read(document.span, at: 0, node: JSONPathTable.root)
      guard case .complete(let end) = outcome else { return false }
      return document[end...].allSatisfy { $0 == 0x20 || $0 == 0x0a || $0 == 0x0d || $0 == 0x09 }
    } catch {
      if case .duplicateKey = error.problem { return verdict(document) }
      return false
    }
  }

  private static let table = JSONPathTable(
    paths: [["id"], ["status"], ["x"], ["profile"], ["profile", "n"], ["deep", "a"]]
  )

  @Test(arguments: [0, 2, 3])
  func `what was read before changes nothing, whatever it was`(seed: Int) {
    var random = Sequence64(state: UInt64(seed) + 7)
    let tail = [UInt8](repeating: 0x20, count: 24)
    var used = JSONRecordReader(table: Self.table)
    var previous = Self.seeds[seed]
    for round in 0..<10_000 {
      var document = Self.seeds[seed]
      for _ in 0..<random.next(below: 3) { Self.mutate(&document, &random) }
      if round % 2 == 0 { document += tail }
      var fresh = JSONRecordReader(table: Self.table)
      let expected = Self.reading(document, by: &fresh)
      let found = Self.reading(document, by: &used)
      #expect(found == expected, "round \(round): \(previous) before \(document)")
      previous = document
    }
  }

  /// How the reading of a document ends, and what was found.
  private static func reading(
    _ document: [UInt8],
    by reader: inout JSONRecordReader
  ) -> [String] {
    reader.matches.removeAll()
    do {
      let outcome = try reader.read(document.span, at: 0, node: JSONPathTable.root)
      return ["\(outcome)"] + reader.matches.map { "\($0)" }
    } catch {
      return ["\(error)"] + reader.matches.map { "\($0)" }
    }
  }

  private static func mutate(_ document: inout [UInt8], _ random: inout Sequence64) {
    guard !document.isEmpty else { return }
    let index = random.next(below: document.count)
    switch random.next(below: 6) {
    case 0: document.remove(at: index)
    case 1: document[index] = UInt8(random.next(below: 256))
    case 2: document.insert(contentsOf: insertions[random.next(below: insertions.count)], at: index)
    case 3: document[index] ^= 1 << UInt8(random.next(below: 8))
    case 4: document.removeSubrange(index..<min(document.count, index + random.next(below: 9)))
    default:
      let other = random.next(below: document.count)
      document.insert(contentsOf: document[min(index, other)..<max(index, other)], at: index)
    }
  }
}

/// Reproducible numbers (Knuth's linear congruential generator, upper half).
private struct Sequence64 {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
