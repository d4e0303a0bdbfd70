import HTTPTransport
import HTTPTypes
import Testing

@Suite struct HTTPReplyTests {
  @Test(
    "dates are read in the one form that servers send",
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Sunday, 06-Nov-94 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("", nil),
    ] as [(String, Int64?)]
  )
  func dates(text: String, seconds: Int64?) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test(
    "Retry-After is seconds or a date",
    arguments: [
      ("5", 5), ("0", 0), ("-3", 0), ("soon", nil), ("Sun, 06 Nov 1994 08:49:37 GMT", 7),
      ("Sun, 06 Nov 1994 08:49:07 GMT", 0),
    ] as [(String, Int64?)]
  )
  func retryAfter(text: String, seconds: Int64?) {
    let reply = HTTPReply(status: 429, fields: [.retryAfter: text])
    #expect(reply.retryAfter(now: 784_111_770) == seconds)
  }
}
