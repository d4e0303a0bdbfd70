import HTTPTransport
import Testing

@Suite struct ProxySettingsTests {
  @Test(
    "a proxy is named by the environment",
    arguments: [
      ("http://proxy.example.com:8080", "proxy.example.com", 8080, nil, ""),
      ("proxy.example.com:3128", "proxy.example.com", 3128, nil, ""),
      ("http://Proxy.example.com/", "proxy.example.com", 1080, nil, ""),
      ("http://ann:p%40ss:word@10.0.0.1:8080/", "10.0.0.1", 8080, "ann", "p@ss:word"),
    ]
  )
  func parsing(
    text: String,
    host: String,
    port: Int,
    user: String?,
    password: String
  ) throws {
    let proxy = try #require(try ProxySettings(environment: ["HTTPS_PROXY": text]))
    #expect(proxy.host == host)
    #expect(proxy.port == port)
    #expect(proxy.user == user)
    #expect(proxy.password == password)
  }

  @Test func `without a name there is no proxy`() throws {
    #expect(try ProxySettings(environment: ["HTTP_PROXY": "http://p:1"]) == nil)
    #expect(try ProxySettings(environment: ["HTTPS_PROXY": ""]) == nil)
    #expect(try ProxySettings(environment: ["https_proxy": "p:1"])?.host == "p")
  }

  @Test(
    "a proxy of another kind is refused rather than passed by",
    arguments: ["socks5://proxy:1080", "https://proxy:443", "http://", "http://proxy:port"]
  )
  func refusal(text: String) {
    #expect(throws: HTTPTransportError.self) {
      try ProxySettings(environment: ["HTTPS_PROXY": text])
    }
  }

  @Test(
    "exceptions are hosts and domains",
    arguments: [
      ("vault.example.com", "example.com", false), ("vault.example.com", ".example.com", false),
      ("vault.example.com", "*.example.com", false), ("example.com", "*.example.com", false),
      ("vault.example.com", "vault.example.com:443", false),
      ("vault.example.com", "other.org, EXAMPLE.com", false), ("vault.example.com", "*", false),
      ("vault.example.com", "", true), ("vault.example.com", "ample.com", true),
      ("vault.example.com", "vault.example.com.evil.org", true), ("127.0.0.1", "", false),
      ("localhost", "", false),
    ]
  )
  func exceptions(host: String, noProxy: String, isCovered: Bool) throws {
    let proxy = try #require(
      try ProxySettings(environment: ["HTTPS_PROXY": "p:1", "NO_PROXY": noProxy])
    )
    #expect(proxy.covers(host) == isCovered)
  }
}
