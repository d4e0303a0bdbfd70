import JSONReader
import Testing

@Suite struct JSONValueTests {
  @Test func `a document becomes a tree with the order of its keys`() throws {
    let value = try JSONValue(parsing: #"{"b": [1, -2.5e3, true, null], "a": "x\n\u00e9"}"#)
    #expect(value == ["b": [1, .init(.number("-2.5e3")), true, nil], "a": "x\né"])
  }

  @Test func `every value and key knows its line and column`() throws {
    let text = "{\n  \"name\": \"x\",\n  \"list\": [ true,\n null ]\n}"
    let value = try JSONValue(parsing: text)
    let members = try #require(value.object)
    #expect(value.place == JSONPlace(line: 1, column: 1))
    #expect(members[0].keyPlace == JSONPlace(line: 2, column: 3))
    #expect(members[0].value.place == JSONPlace(line: 2, column: 11))
    #expect(members[1].value.array?[0].place == JSONPlace(line: 3, column: 13))
    #expect(members[1].value.array?[1].place == JSONPlace(line: 4, column: 2))
  }

  @Test(
    "a key that stands twice in one object is refused",
    arguments: [
      (#"{"a":1,"a":2}"#, 7),
      (#"{"a":1,"b":{"c":1,"\u0063":2}}"#, 18),
      (#"{"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0,"8":0,"9":0,"10":0,"3":0}"#, 62),
    ]
  )
  func duplicates(text: String, offset: Int) throws {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.offset == offset)
    guard case .duplicateKey = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `keys that only look alike are different keys`() throws {
    let value = try JSONValue(parsing: #"{"\u00e9":1,"e\u0301":2}"#)
    #expect(value["\u{e9}"]?.int == 1)
    #expect(value["e\u{301}"]?.int == 2)
  }

  @Test func `the same key in two objects is no duplicate`() throws {
    #expect(try JSONValue(parsing: #"[{"a":1},{"a":{"a":2}}]"#).array?.count == 2)
  }

  @Test func `configurations may have comments and commas at the end`() throws {
    let text = """
      // what it is
      { "a": 1, /* two */ "b": [1, 2, /**/ ], } // the end
      """
    #expect(try JSONValue(parsing: text, syntax: .configuration) == ["a": 1, "b": [1, 2]])
  }

  @Test(
    "a configuration is no playground",
    arguments: [
      "{,}", "[,]", "[1,,]", "{\"a\":1,,}", "/* open", "{} /", "[1 2]", "/", "{}//\u{0}\n1",
    ]
  )
  func configurationErrors(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text, syntax: .configuration) }
  }

  @Test func `comments are refused where they are not allowed`() {
    #expect(throws: JSONError(.commentNotAllowed, at: 1)) { try JSONValue(parsing: " // x\n{}") }
  }

  @Test func `a byte order mark at the start is passed over`() throws {
    #expect(try JSONValue(parsing: "\u{feff}[]") == [])
  }

  @Test func `numbers are whole only if they are written so`() throws {
    let value = try JSONValue(parsing: "[12, -0, 1.0, 1e3, 9223372036854775808]")
    #expect(value.array?.map(\.int) == [12, 0, nil, nil, nil])
    #expect(value.array?.map(\.double) == [12, 0, 1, 1000, 9_223_372_036_854_775_808])
  }

  @Test func `half of a surrogate pair becomes the replacement character`() throws {
    let value = try JSONValue(
      parsing: #"["\ud83d\ude00", "\ud83dx", "\ude00", "\ud83d\ud83d\ude00"]"#
    )
    #expect(value.array?.compactMap(\.string) == ["😀", "\u{fffd}x", "\u{fffd}", "\u{fffd}😀"])
  }
}
