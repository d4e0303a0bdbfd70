import JSONReader
import Testing

@Suite struct JSONParserTests {
  private func tokens(_ text: String, _ syntax: JSONSyntax = .strict) throws -> [JSONToken] {
    let bytes = Array(text.utf8)
    var parser = JSONParser(syntax: syntax)
    var tokens: [JSONToken] = []
    while !parser.isFinished { tokens.append(try parser.next(bytes.span)) }
    try parser.finish(bytes.span)
    return tokens
  }

  @Test func `tokens come in the order of the document`() throws {
    #expect(
      try tokens(#" {"a":[1,"x\n"],"b":{}} "#) == [
        .beginObject,
        .key(JSONText(start: 3, count: 1, hasEscapes: false)),
        .beginArray,
        .number(7..<8),
        .string(JSONText(start: 10, count: 3, hasEscapes: true)),
        .endArray,
        .key(JSONText(start: 17, count: 1, hasEscapes: false)),
        .beginObject,
        .endObject,
        .endObject,
      ]
    )
  }

  @Test(
    "what is no JSON is refused at its place",
    arguments: [
      ("", 0, JSONError.Problem.unexpectedEnd),
      ("[1,]", 3, .unexpectedByte(0x5d, expected: .value)),
      ("{\"a\" 1}", 5, .unexpectedByte(0x31, expected: .colon)),
      ("{a:1}", 1, .unexpectedByte(0x61, expected: .keyOrEnd)),
      ("[1}", 2, .unexpectedByte(0x7d, expected: .commaOrArrayEnd)),
      ("{\"a\":1]", 6, .unexpectedByte(0x5d, expected: .commaOrObjectEnd)),
      ("[01]", 2, .unexpectedByte(0x31, expected: .commaOrArrayEnd)),
      ("[1.]", 3, .invalidNumber),
      ("[-]", 2, .invalidNumber),
      ("[1e+]", 4, .invalidNumber),
      ("[nul]", 4, .unexpectedByte(0x5d, expected: .value)),
      ("[\"a\tb\"]", 3, .controlCharacter),
      ("[\"\\x\"]", 2, .invalidEscape),
      ("[\"\\u12g4\"]", 2, .invalidEscape),
      ("[1] 2", 4, .trailingContent),
      ("[\"abc", 5, .unexpectedEnd),
      ("{\"a\":", 5, .unexpectedEnd),
    ]
  )
  func refusals(text: String, offset: Int, problem: JSONError.Problem) {
    #expect(throws: JSONError(problem, at: offset)) { try tokens(text) }
  }

  @Test(
    "strings that are not UTF-8 are refused",
    arguments: [
      [0x80], [0xc0, 0x80], [0xc3], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf0, 0x80, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x82, 0x22],
    ] as [[UInt8]]
  )
  func invalidUTF8(sequence: [UInt8]) {
    let bytes = [0x22] + sequence + [0x22]
    #expect(throws: JSONError(.invalidUTF8, at: 1)) {
      var parser = JSONParser()
      _ = try parser.next(bytes.span)
    }
  }

  @Test func `sixty-four levels pass and one more does not`() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try tokens(deep).count == 128)
    let mixed = String(repeating: "{\"a\":[", count: 32) + String(repeating: "]}", count: 32)
    #expect(try tokens(mixed).count == 160)
    #expect(throws: JSONError(.nestingTooDeep(limit: 64), at: 64)) { try tokens("[" + deep + "]") }
  }

  @Test func `megabytes of opening brackets are refused at once`() {
    let text = String(repeating: "[", count: 4 << 20)
    #expect(throws: JSONError(.nestingTooDeep(limit: 64), at: 64)) { try tokens(text) }
  }

  @Test func `a string of one byte too many is refused, its end seen or not`() throws {
    let syntax = JSONSyntax(stringLimit: 20)
    let fits = String(repeating: "a", count: 20)
    #expect(try tokens("\"\(fits)\"", syntax).count == 1)
    let error = JSONError(.stringTooLong(limit: 20), at: 0)
    #expect(throws: error) { try tokens("\"\(fits)b\"", syntax) }
    #expect(throws: error) { try tokens("\"\(fits)bcd", syntax) }
  }

  @Test func `a token cut off by the end of the bytes can be tried again with more of them`() throws
  {
    let whole = Array(#"{"key":["value",12,true,{"x":null}]}"#.utf8)
    let expected = try tokens(String(decoding: whole, as: UTF8.self))
    for step in 1...7 {
      var available = 0
      var parser = JSONParser()
      var found: [JSONToken] = []
      while !parser.isFinished {
        let bytes = Array(whole[..<available])
        let saved = parser
        do {
          found.append(try parser.next(bytes.span))
        } catch {
          #expect(error.problem == .unexpectedEnd)
          parser = saved
          available = min(available + step, whole.count)
        }
        if case .number(let range)? = found.last, range.upperBound == available,
          available < whole.count
        {
          found.removeLast()
          parser = saved
          available = min(available + step, whole.count)
        }
      }
      #expect(found == expected)
    }
  }

  @Test func `elements of an array can be read by other means`() throws {
    let text = Array(#"{"a":[ {"x":1} , 2,[]],"b":[],"c":[7 8]}"#.utf8)
    var parser = JSONParser()
    #expect(try parser.next(text.span) == .beginObject)
    _ = try parser.next(text.span)
    #expect(try parser.next(text.span) == .beginArray)
    var places: [Int] = []
    for end in [14, 18, 21] {
      places.append(try #require(try parser.nextElement(text.span)))
      parser.resume(at: end)
    }
    #expect(places == [7, 17, 19])
    #expect(try parser.nextElement(text.span) == nil)
    guard case .key = try parser.next(text.span) else { throw CancellationError() }
    #expect(try parser.next(text.span) == .beginArray)
    #expect(try parser.nextElement(text.span) == nil)
    _ = try parser.next(text.span)
    #expect(try parser.next(text.span) == .beginArray)
    #expect(try parser.nextElement(text.span) == 35)
    parser.resume(at: 36)
    let expected = JSONError(.unexpectedByte(0x38, expected: .commaOrArrayEnd), at: 37)
    #expect(throws: expected) { _ = try parser.nextElement(text.span) }
  }

  @Test func `a value that nobody wants is skipped whole`() throws {
    let bytes = Array(#"[{"a":[1,{"b":2}]},"next"]"#.utf8)
    var parser = JSONParser()
    _ = try parser.next(bytes.span)
    try parser.skipValue(bytes.span)
    guard case .string(let text) = try parser.next(bytes.span) else {
      Issue.record("no string")
      return
    }
    let isNext = text.equals("next", in: bytes.span)
    #expect(isNext)
  }
}
