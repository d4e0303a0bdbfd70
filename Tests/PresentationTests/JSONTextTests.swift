import Presentation
import Testing

struct JSONTextTests {
  @Test(
    "strings have the escapes of RFC 8785 and no others",
    arguments: [
      ("a", "\"a\""),
      ("", "\"\""),
      ("\u{8}\t\n\u{c}\r", "\"\\b\\t\\n\\f\\r\""),
      ("\"\\/", "\"\\\"\\\\/\""),
      ("\u{0}\u{1f}\u{1b}", "\"\\u0000\\u001f\\u001b\""),
      ("\u{7f}é\u{2028}🦊\u{202e}", "\"\u{7f}é\u{2028}🦊\u{202e}\""),
    ]
  )
  func escapes(text: String, expected: String) {
    var bytes: [UInt8] = []
    JSONText.append(text, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func `bytes that are not UTF-8 are repaired`() {
    var bytes: [UInt8] = []
    let broken: [UInt8] = [0x61, 0xff, 0x62]
    broken.withUnsafeBytes { JSONText.append(utf8: $0, to: &bytes) }
    #expect(String(decoding: bytes, as: UTF8.self) == "\"a\u{fffd}b\"")
  }

  @Test func `on a terminal what is invisible is escaped, and only that`() {
    let document = "{\"a\":\"\u{9b}x\u{202e}\u{e0041} é\u{7f}\"}"
    let shown = JSONText.showingHidden(Array(document.utf8))
    #expect(
      String(decoding: shown, as: UTF8.self)
        == "{\"a\":\"\\u009bx\\u202e\\udb40\\udc41 é\\u007f\"}"
    )
  }
}
