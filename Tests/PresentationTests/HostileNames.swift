/// Names that somebody may have chosen to harm the reader of a plan.
enum HostileNames {
  static let all = [
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m",
    "ada\u{202e}moc.elpmaxe@live",
    "bo\n- revoke  ceo@example.com\r\u{85}\u{2028}",
    "zero\u{200b}\u{200d}\u{feff}\u{ad}width\u{a0}",
    "| a | [b](https://evil.example) ![c](//x) <img src=x onerror=alert(1)> |",
    "@everyone `code` ```fence``` #1 www.evil.example &amp; <!-- -->",
    "\"><script>alert('x')</script>",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} 你好 👩‍👧 ",
    "",
    String(repeating: "long ", count: 60),
  ]
}
