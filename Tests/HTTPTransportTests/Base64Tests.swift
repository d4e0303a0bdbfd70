import HTTPTransport
import Testing

@Suite struct Base64Tests {
  /// RFC 4648, 10; the last has both letters that URLs spell differently.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("~~~???", "fn5+Pz8/"),
  ])
  func `bytes become letters`(text: String, letters: String) {
    #expect(Base64.encode(Array(text.utf8)) == letters)
  }
}
