import JSONReader
import Testing

@Suite struct JSONRecordReaderTests {
  private static let paths = [
    ["id"], ["profile"], ["profile", "login"], ["emails", "value"], ["@odata.type"],
    ["averyveryverylongkey"], ["list"],
  ]

  private func matches(_ text: String, lists: Set<Int> = []) throws -> [String] {
    let bytes = Array(text.utf8)
    var reader = JSONRecordReader(table: JSONPathTable(paths: Self.paths, lists: lists))
    let outcome = try reader.read(bytes.span, at: 0, node: JSONPathTable.root)
    if outcome == .holdsList { return ["list"] }
    return reader.matches.map { match in
      let start = Int(match.start)
      let text = String(decoding: bytes[start..<start + Int(match.count)], as: UTF8.self)
      return "\(match.path) \(match.kind) \(text)"
    }
  }

  @Test func `what is wanted is found in the order of the document`() throws {
    let text = #"""
      {"x":{"id":9},"id":"7","emails":[{"value":"a"},{"value":null},{}],"profile":{"login":1.5,"id":2},
      "@ODATA.type":true,"averyveryverylongkey":"y","averyveryverylongkeY2":"n","averyveryverylongkex":"n"}
      """#
    #expect(
      try matches(text) == [
        "0 string 7", "3 string a", "3 null null", "1 object ", "2 number 1.5", "4 bool true",
        "5 string y",
      ]
    )
  }

  @Test func `keys are compared with their escapes resolved`() throws {
    #expect(try matches(#"{"\u0069d":1}"#) == ["0 number 1"])
  }

  @Test(
    "a record with a list of records is to be taken apart",
    arguments: [
      (#"{"id":1,"list":[]}"#, false), (#"{"list":["x",1]}"#, false),
      (#"{"list":["x",{}]}"#, true), (#"{"list":[[]]}"#, true), (#"{"list":[{"id":1}]}"#, true),
      (#"{"list":{}}"#, true), (#"{"list":null}"#, false),
      (#"{"list":"x"}"#, false), (#"{"profile":{"list":[]}}"#, false),
    ]
  )
  func lists(text: String, holdsList: Bool) throws {
    #expect(try (matches(text, lists: [6]) == ["list"]) == holdsList)
  }

  @Test func `a hundred keys and more find their own paths`() throws {
    let keys = (0..<500).map { "key\($0)" }
    let table = JSONPathTable(paths: keys.map { ["a", $0] })
    for (number, key) in keys.enumerated() {
      #expect(table.number(of: ["a", key.uppercased()]) == number)
    }
    #expect(table.number(of: ["a", "key500"]) == nil)
    #expect(table.number(of: ["key1"]) == nil)
  }

  @Test func `a table can tell cases apart`() {
    let keys = [["id"], ["averyveryverylongkey"]]
    let table = JSONPathTable(paths: keys, foldsCase: false)
    #expect(table.number(of: keys[0]) == 0)
    #expect(table.number(of: keys[1]) == 1)
    #expect(table.number(of: ["Id"]) == nil)
    #expect(table.number(of: ["averyveryverylongkeY"]) == nil)
  }
}
