import ExportFiles
import JSONReader
import Testing

@Suite struct TableTests {
  @Test(
    "tables are read whatever their separator, quotes and line breaks",
    arguments: [
      ("id,name\n1,Ada\n", "table (id='1' name='Ada')"),
      ("x;NAME;id\r\n9;\"A;\"\"B\"\"\r\nC\";1\r\n\r\n", "table (name='A;\"B\"\r\nC' id='1')"),
      ("id\tname\r1\tA\r2\tB", "table (id='1' name='A') (id='2' name='B')"),
      ("\u{feff}\"id\",\"name\"\n\"1\",\"\"\n", "table (id='1')"),
      ("id,profile.login\n1,ada\n", "table (id='1' profile.login='ada')"),
      ("#TYPE System.Object\r\n\"id\"\r\n\"7\"\r\n", "table (id='7')"),
      ("id,JSON\n1,\"{\"\"name\"\":\"\"A\\n\"\",\"\"x\"\":[1]}\"\n", "table (id='1' name='A\n')"),
      ("id,JSON\n1,'{\"name\":\"O''B\"}'\n", "table (id='1' name='O'B')"),
      ("id,name\n'tis,'\n", "table (id=''tis' name=''')"),
      ("id,name", "table"),
      ("id,name\n1", nil),
      ("id,name\n1,\"A", nil),
    ]
  )
  func tables(text: String, expected: String?) throws {
    if let expected {
      #expect(try StreamTrace.trace(text) == expected)
    } else {
      #expect(StreamTrace.failure(Array(text.utf8)) == .truncated)
    }
  }

  @Test(
    "tables that contradict themselves are refused",
    arguments: [
      (
        "id,name\n1,2,3\n",
        ExportFileError.Problem.invalidTable("a row has more cells than there are columns")
      ),
      ("id,name\n\"1\"x,2\n", .invalidTable("text follows the closing quote of a cell")),
      ("foo,bar\n1,2\n", .notJSON),
      ("id,JSON\n1,{]\n", .invalidJSON(.unexpectedByte(0x5d, expected: .keyOrEnd))),
    ]
  )
  func refusals(text: String, problem: ExportFileError.Problem) {
    #expect(StreamTrace.failure(Array(text.utf8)) == problem)
  }

  @Test func `a row of nothing but separators is not kept in memory`() {
    let text = "id,name\n" + String(repeating: ",", count: 200_000)
    #expect(
      StreamTrace.failure(Array(text.utf8)) == .invalidTable("a row has more cells than any table")
    )
  }

  @Test func `cells that are not UTF-8 are refused`() {
    let bytes = Array("id\nJ".utf8) + [0xfc] + Array("rgen\n".utf8)
    #expect(StreamTrace.failure(bytes) == .invalidJSON(.invalidUTF8))
  }

  @Test func `rows cut by the end of the buffer come out whole`() throws {
    var text = "id,name\r\n"
    var expected = "table"
    for index in 0..<100_000 {
      let quoted = index % 3 == 0
      text += "\(index)," + (quoted ? "\"a\"\"\(index)\"" : "b\(index)") + "\r\n"
      expected += " (id='\(index)' name='" + (quoted ? "a\"" : "b") + "\(index)')"
    }
    let isEqual = try StreamTrace.trace(text) == expected
    #expect(isEqual)
  }
}
