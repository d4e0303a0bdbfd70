import JSONReader
import Testing

@Suite struct JSONWriterTests {
  @Test func `compact output has no white space`() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("a")
      writer.array { writer in
        writer.value(1)
        writer.value("x")
        writer.value(true)
        writer.null()
        writer.object { _ in }
      }
      writer.key("b")
      writer.value(-2)
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[1,"x",true,null,{}],"b":-2}"#)
  }

  @Test func `pretty output has a line a value`() {
    var writer = JSONWriter(.pretty)
    writer.value(["a": [1, 2], "b": [:], "c": []] as JSONValue)
    writer.endLine()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == """
        {
          "a": [
            1,
            2
          ],
          "b": {},
          "c": []
        }

        """
    )
  }

  @Test func `only what must be escaped is escaped`() {
    var bytes: [UInt8] = []
    JSONWriter.append("\"\\/\u{8}\t\n\u{c}\r\u{1}\u{1f}\u{7f}é😀", to: &bytes)
    let expected = #""\"\\/\b\t\n\f\r\u0001\u001f"# + "\u{7f}é😀\""
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func `what was written is read again as it was`() throws {
    let value: JSONValue = ["k\"\u{1}": ["é\u{2028}", 12, false, nil, ["x": [[]]]]]
    for layout in [JSONWriter.Layout.compact, .pretty] {
      var writer = JSONWriter(layout)
      writer.value(value)
      #expect(try JSONValue(parsing: writer.bytes) == value)
    }
  }
}
