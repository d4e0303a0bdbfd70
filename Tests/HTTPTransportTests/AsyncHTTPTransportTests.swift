import HTTPTransport
import HTTPTypes
import Testing

@Suite struct AsyncHTTPTransportTests {
  @Test(
    "credentials never travel in the clear",
    arguments: ["vault.example.com", "127.0.0.1.example.com", "localhost.example.com"]
  )
  func insecure(authority: String) async throws {
    let transport = try AsyncHTTPTransport()
    let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/x?s=1")
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(request, body: nil)
    }
    #expect(
      error?.summary == "the address http://\(authority)/x cannot be used: it is not https"
    )
  }

  @Test func `a closed port is told as no connection`() async throws {
    let transport = try AsyncHTTPTransport()
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/")
    let error = await #expect(throws: HTTPTransportError.self) {
      try await transport.send(request, body: nil)
    }
    #expect(error?.mayHaveArrived == false)
    #expect(error?.isPassing == true)
  }

  @Test func `certificates that cannot be read are told by their path`() {
    let error = #expect(throws: HTTPTransportError.self) {
      try AsyncHTTPTransport(caFile: "/nowhere/ca.pem")
    }
    #expect(error?.summary.contains("/nowhere/ca.pem") == true)
  }
}
