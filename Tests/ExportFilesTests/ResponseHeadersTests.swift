import ExportFiles
import Testing

@Suite struct ResponseHeadersTests {
  @Test func `the head of an answer stands before its values`() throws {
    let text =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200 \r\nx: y\r\n\r\n[{\"id\":1}]\nHTTP/1.0 429 Too Many\n\n{\"id\":2}"
    #expect(try StreamTrace.trace(text) == "HTTP 100 HTTP 200 [ (id=1) ] HTTP 429 (id=2)")
  }

  @Test(
    "links are found one a line or all in one",
    arguments: [
      "link: <https://x/?a=1,2>; rel=\"self\"\nLink: <https://x/?after=3>; rel=\"next\"",
      "LINK: <https://x/?a=1,2>; rel=\"self\", <https://x/?after=3>; title=t; rel=next",
    ]
  )
  func links(lines: String) throws {
    let headers = try #require(
      try Self.headers("HTTP/2 200\r\n\(lines)\r\nTotal-Count: 12 \r\n\r\n[]")
    )
    #expect(headers.link("self") == "https://x/?a=1,2")
    #expect(headers.link("next") == "https://x/?after=3")
    #expect(headers.link("last") == nil)
    #expect(headers["total-count"] == "12")
    #expect(headers.status == 200)
  }

  private static func headers(_ text: String) throws -> ResponseHeaders? {
    var found: ResponseHeaders?
    try withInput(text) { stream in
      if case .headers(let headers) = try stream.next() { found = headers }
    }
    return found
  }
}
