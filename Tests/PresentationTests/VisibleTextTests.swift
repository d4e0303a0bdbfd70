import Presentation
import Testing

struct VisibleTextTests {
  @Test(
    "what cannot be seen or acts on a terminal becomes visible",
    arguments: [
      ("ada@example.com", "ada@example.com"),
      ("Zoë 你好 🦊", "Zoë 你好 🦊"),
      ("\u{1b}[31mred", "\\u{1b}[31mred"),
      ("\u{9b}31m", "\\u{9b}31m"),
      ("a\nb\rc\td", "a\\nb\\rc\\td"),
      ("a\u{0}b\u{7f}", "a\\u{0}b\\u{7f}"),
      ("a\u{202e}b\u{2066}c\u{200f}", "a\\u{202e}b\\u{2066}c\\u{200f}"),
      ("a\u{200b}b\u{200d}c\u{feff}d\u{ad}", "a\\u{200b}b\\u{200d}c\\u{feff}d\\u{ad}"),
      ("a\u{a0}b\u{3000}c", "a\\u{a0}b\\u{3000}c"),
      ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
      ("a\u{3164}b\u{2800}c\u{e0041}", "a\\u{3164}b\\u{2800}c\\u{e0041}"),
      ("a\u{e000}\u{10ffff}", "a\\u{e000}\\u{10ffff}"),
      ("\u{301}a", "\\u{301}a"),
      ("", ""),
    ]
  )
  func visible(text: String, expected: String) {
    #expect(VisibleText.escape(text) == expected)
  }

  @Test func `a pile of marks does not reach the next line`() {
    let pile = "e" + String(repeating: "\u{301}", count: 6)
    #expect(VisibleText.escape(pile) == "e\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{301}")
  }
}
