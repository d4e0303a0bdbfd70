import HTTPTransport
import Testing

@Suite struct ServiceAddressTests {
  @Test(
    "an address is taken apart once",
    arguments: [
      ("https://API.example.com", "https://api.example.com"),
      ("https://vault.example.com/api/", "https://vault.example.com/api"),
      ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
      ("http://[::1]:8080", "http://[::1]:8080"), ("http://localhost", "http://localhost"),
    ]
  )
  func good(text: String, address: String) throws {
    #expect(try ServiceAddress(parsing: text).description == address)
  }

  @Test(
    "an address that would be unsafe is refused",
    arguments: [
      "http://vault.example.com", "ftp://vault.example.com", "vault.example.com", "https://",
      "https://user:pw@vault.example.com", "https://vault.example.com/../x",
      "https://vault.example.com/x?y", "https://vault.example.com:0", "http://127.0.0.1.evil.com",
      "http://localhost.evil.com", "https://vault.example.com/a b",
    ]
  )
  func bad(text: String) {
    #expect(throws: HTTPTransportError.self) { try ServiceAddress(parsing: text) }
  }

  @Test func `a refusal does not repeat a password`() {
    let error = #expect(throws: HTTPTransportError.self) {
      try ServiceAddress(parsing: "https://user:secret@vault.example.com")
    }
    #expect(error?.summary.contains("secret") == false)
  }
}
