import Presentation
import Testing

struct MarkdownTextTests {
  @Test(
    "a name is code, whatever it contains",
    arguments: [
      ("ada@example.com", "`ada@example.com`"),
      ("@everyone", "`@everyone`"),
      ("a|b", "`a\\|b`"),
      ("a\\|b", "`a\\\\u{7c}b`"),
      ("a`b", "``a`b``"),
      ("`a``", "``` `a`` ```"),
      ("[x](https://evil.example)", "`[x](https://evil.example)`"),
      ("<img src=x>", "`<img src=x>`"),
      ("a\nb\u{202e}", "`a\\nb\\u{202e}`"),
      ("", ""),
    ]
  )
  func code(text: String, expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }

  @Test(
    "in a sentence, what is more than a plain word becomes code",
    arguments: [
      ("no longer in cn=finance,dc=example", "no longer in `cn=finance,dc=example`"),
      ("ask @everyone, now", "ask `@everyone`, now"),
      ("see evil.example (www.evil.example).", "see `evil.example` (`www.evil.example`)."),
      ("# a | b * c _d_", "`#` a `\\|` b `*` c `_d_`"),
      ("![x](y) [a]: http://x", "`![x](y)` `[a]`: `http://x`"),
      ("GH-1 and #12", "GH-1 and `#12`"),
      ("&lt; <b>", "`&lt`; `<b>`"),
      (":smile: 20.5 %", "`:smile`: `20.5` %"),
      ("line\nbreak", "`line\\nbreak`"),
      ("don't re-export it", "don't re-export it"),
      ("(((", "((("), (")))", ")))"), ("f(x)).;:", "`f(x))`.;:"), ("((a.b)?", "((`a.b`)?"),
    ]
  )
  func prose(text: String, expected: String) {
    #expect(MarkdownText.prose(text) == expected)
  }

  /// In the square of its length this would take minutes.
  @Test(.timeLimit(.minutes(1)), arguments: ["(", ")", "`", "|"])
  func `a long word takes no longer than its letters`(character: String) {
    let word = String(repeating: character, count: 200_000)
    #expect(MarkdownText.prose(word).utf8.count >= word.utf8.count)
  }
}
