import ExportFiles
import JSONReader
import TestSupport
import Testing

@Suite struct ExportStreamTests {
  @Test(
    "the same records come out of every arrangement of values",
    arguments: [
      (#"[{"id":1},{"id":2}]"#, "[ (id=1) (id=2) ]"),
      (#"[{"id":1}][{"id":2}]"#, "[ (id=1) ] [ (id=2) ]"),
      ("{\"id\":1}\n{\"id\":2}\n", "(id=1) (id=2)"),
      ("{\n \"id\" : 1\n}\r\n\r\n{\"id\":\n2}", "(id=1) (id=2)"),
      (#"[[{"id":1}],[{"id":2}]]"#, "[ [ (id=1) ] [ (id=2) ] ]"),
      (#"{"users":[{"id":1},{"id":2}],"count":2}"#, "{ users[ (id=1) (id=2) ] }(count=2)"),
      (#"[{"users":[{"id":1}]},{"users":[]}]"#, "[ { users[ (id=1) ] }() { users[ ] }() ]"),
      (#"{"_embedded":{"users":[{"id":1}]},"count":1}"#, "{ _embedded.users[ (id=1) ] }(count=1)"),
      (
        #"{"id":"g","members":["a",7,null]}"#,
        "(id='g' members:array members='a' members=7 members=null)"
      ),
      (#"{"members":{"id":"a"}}"#, "{ members[ (id='a') ] }()"),
      (#"{"members":{"g1":["a"],"g2":[]}}"#, "{ members[ <g1>[ (='a') ] <g2>[ ] ] }()"),
      (#"{"users":{"ada":{"name":"A"}}}"#, "{ users[ <ada>[ <ada>(name='A') ] ] }()"),
      (#"{"g1":[{"id":1}],"g2":null}"#, "{ <g1>[ (id=1) ] }()"),
      ("\u{1e}{\"id\":1}\n\u{1e}{\"id\":2}", "(id=1) (id=2)"),
      ("null", "(=null)"),
      ("[]", "[ ]"),
    ]
  )
  func arrangements(text: String, expected: String) throws {
    #expect(try StreamTrace.trace(text) == expected)
  }

  @Test
  func `values are found at their paths whatever the case of the keys, and escapes are resolved`()
    throws
  {
    let text =
      #"{"Id":"\u00e9\n","skip":{"id":9,"x":[1,{"id":8}]},"profile":{"LOGIN":"a"},"tags":["x",["y"],{}],"emails":[{"value":"v"}]}"#
    #expect(
      try StreamTrace.trace(text)
        == "(id='é\n' profile.login='a' tags:array tags='x' tags:array tags='y' tags:empty emails.value='v')"
    )
  }

  @Test func `a wanted key that stands twice is refused`() {
    #expect(
      StreamTrace.failure(Array(#"[{"id":1,"x":2,"ID":1}]"#.utf8))
        == .invalidJSON(.duplicateKey("ID"))
    )
    #expect(StreamTrace.failure(Array(#"[{"id":1},{"id":1}]"#.utf8)) == nil)
  }

  @Test(
    "a key that stands twice is refused in what is taken apart too",
    arguments: [
      (#"{"count":1,"users":[],"Count":2}"#, "Count"),
      (#"{"users":[],"users":[]}"#, "users"),
      (#"{"members":{"g1":["a"],"g2":[],"g1":["b"]}}"#, "g1"),
      (#"{"g1":["a"],"g1":["b"]}"#, "g1"),
    ]
  )
  func duplicatesTakenApart(text: String, key: String) {
    #expect(StreamTrace.failure(Array(text.utf8)) == .invalidJSON(.duplicateKey(key)))
  }

  @Test(
    "what is cut off is truncated, wherever the cut is",
    arguments: [
      "[", "[{\"id\":1}", "[{\"id\":1},", "{\"id\":1}\n{\"id\"", "{\"users\":[",
      "{\"users\":[{\"id\":1}]",
      "{\"users\":[{\"id\":1}],\"count\":12", "[\"ab", "[12", "nul",
    ]
  )
  func truncation(text: String) {
    #expect(StreamTrace.failure(Array(text.utf8)) == .truncated)
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      ("<html></html>", ExportFileError.Problem.notJSON),
      ("Not found\n", .notJSON),
      ("", .empty),
      (" \r\n\t", .empty),
      ("\u{feff}\n", .empty),
      ("[1] x", .notJSON),
      ("[{\"id\":1} {\"id\":2}]", .invalidJSON(.unexpectedByte(0x7b, expected: .commaOrArrayEnd))),
      ("[{\"id\":01}]", .invalidJSON(.unexpectedByte(0x31, expected: .commaOrObjectEnd))),
      ("[\"a\nb\"]", .invalidJSON(.controlCharacter)),
    ]
  )
  func refusals(text: String, problem: ExportFileError.Problem) {
    #expect(StreamTrace.failure(Array(text.utf8)) == problem)
  }

  @Test(arguments: [64, 5000, 1 << 16, 1 << 20])
  func `records cut by the end of the buffer come out whole`(bufferBytes: Int) throws {
    var limits = ExportLimits()
    limits.bufferBytes = bufferBytes
    // Records of all lengths: every offset of a cut occurs.
    var text = "["
    var expected: [String] = []
    for index in 0..<8_000 {
      let name = String(repeating: "é\\n", count: index % 23)
      text +=
        (index == 0 ? "" : ",\n") + "{\"x\":\(index),\"name\":\"\(name)\",\"id\":\"\(index)\"}"
      let decoded = name.replacing("\\n", with: "\n")
      expected.append("(name='\(decoded)' id='\(index)')")
    }
    text += "]"
    let isEqual =
      try StreamTrace.trace(text, limits: limits) == "[ " + expected.joined(separator: " ") + " ]"
    #expect(isEqual)
  }

  @Test func `an envelope bigger than any buffer is taken apart`() throws {
    let record = #"{"id":"0123456789","name":"somebody"}"#
    let list = repeatElement(record, count: 40_000).joined(separator: ",")
    let padding = repeatElement("[1,\"x\"]", count: 300_000).joined(separator: ",")
    let text = "{\"count\":40000,\"padding\":[\(padding)],\"users\":[\(list)]}"
    let trace = try StreamTrace.trace(text)
    let start = String(trace.prefix(40))
    #expect(start == "{ users[ (id='0123456789' name='somebody")
    let end = String(trace.suffix(33))
    #expect(end == "name='somebody') ] }(count=40000)")
  }

  @Test func `a map bigger than any buffer is taken apart`() throws {
    let list = repeatElement("\"0123456789\"", count: 200_000).joined(separator: ",")
    let trace = try StreamTrace.trace("{\"a\":[\(list)],\"b\":[\"x\"]}")
    let start = String(trace.prefix(28))
    #expect(start == "{ <a>[ (='0123456789') (='01")
    let end = String(trace.suffix(19))
    #expect(end == "] <b>[ (='x') ] }()")
  }

  @Test(
    "what begins like a map and is none, but is too big to tell before, is refused",
    arguments: [
      #""count":40000"#, #""users":[{"id":"1"}]"#, #""_embedded":{"x":1,"users":[{"id":"1"}]}"#,
    ]
  )
  func mixed(rest: String) throws {
    let padding = repeatElement("[1,\"x\"]", count: 300_000).joined(separator: ",")
    #expect(
      StreamTrace.failure(Array("{\"padding\":[\(padding)],\(rest)}".utf8))
        == .mixedObject(list: "padding")
    )
    #expect(
      StreamTrace.failure(Array("{\"users\":{\"padding\":[\(padding)],\"x\":7}}".utf8))
        == .mixedObject(list: "padding")
    )
  }

  @Test func `a big value that nobody wants is passed over in a record`() throws {
    let padding = repeatElement("{\"a\":[1,\"x\",12345]}", count: 100_000).joined(separator: ",")
    let text = "{\"users\":[{\"id\":1}],\"padding\":[\(padding)],\"count\":2}"
    #expect(try StreamTrace.trace(text) == "{ users[ (id=1) ] }(count=2)")
  }

  @Test func `a value that must be held whole has a limit`() {
    var limits = ExportLimits()
    limits.recordBytes = 3 << 20
    let tags = repeatElement("\"0123456789\"", count: 600_000).joined(separator: ",")
    let text = "[{\"id\":1,\"tags\":[\(tags)]}]"
    #expect(
      StreamTrace.failure(Array(text.utf8), limits: limits) == .recordTooLarge(limit: 3 << 20)
    )
  }

  @Test func `a string has a limit`() {
    var limits = ExportLimits()
    limits.stringBytes = 100
    let text = "[{\"x\":\"\(String(repeating: "a", count: 101))\"}]"
    #expect(
      StreamTrace.failure(Array(text.utf8), limits: limits)
        == .invalidJSON(.stringTooLong(limit: 100))
    )
  }

  @Test(
    "nesting has a limit, taken apart or not",
    arguments: [
      LongText(String(repeating: "[", count: 5_000_000)),
      LongText(String(repeating: "{\"users\":", count: 100_000)),
      LongText(String(repeating: "{\"x\":", count: 1_000_000)),
      LongText(String(repeating: "[{\"members\":[", count: 100)),
    ]
  )
  func nesting(input: LongText) {
    let failure = StreamTrace.failure(Array(input.text.utf8))
    #expect(failure == .invalidJSON(.nestingTooDeep(limit: 64)))
  }
}
