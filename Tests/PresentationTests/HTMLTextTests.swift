import Presentation
import Testing

struct HTMLTextTests {
  @Test(
    "text stays text",
    arguments: [
      ("Ada", "Ada"),
      ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
      ("\"a\" & b", "&quot;a&quot; &amp; b"),
      ("a\u{202e}b\n", "a\\u{202e}b\\n"),
    ]
  )
  func escapes(text: String, expected: String) {
    #expect(HTMLText.escape(text) == expected)
  }

  @Test func `a name cannot turn the direction of what stands beside it`() {
    #expect(HTMLText.isolated("יעל") == "<bdi>יעל</bdi>")
  }
}
