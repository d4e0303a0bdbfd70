import HTTPTransport
import HTTPTypes
import Synchronization
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
    #expect(error?.summary == "cannot connect to http://127.0.0.1:1/: connection refused")
  }

  @Test func `a server without TLS is told as one`() async throws {
    try await CannedServer.run("HTTP/1.1 400 Bad Request\r\n\r\n") { authority in
      let request = HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/")
      let error = await #expect(throws: HTTPTransportError.self) {
        try await AsyncHTTPTransport().send(request, body: nil)
      }
      #expect(error?.problem == .noConnection("the server does not speak TLS at this port"))
    }
  }

  @Test func `certificates that cannot be read are told by their path`() {
    let error = #expect(throws: HTTPTransportError.self) {
      try AsyncHTTPTransport(caFile: "/nowhere/ca.pem")
    }
    #expect(error?.summary.contains("/nowhere/ca.pem") == true)
  }

  private static func send(
    _ answer: String,
    limits: AsyncHTTPTransport.Limits = .init()
  ) async throws -> Result<HTTPReply, HTTPTransportError> {
    let transport = try AsyncHTTPTransport(limits: limits)
    var result: Result<HTTPReply, HTTPTransportError>?
    try await CannedServer.run(answer) { authority in
      let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/x?q=1")
      do throws(HTTPTransportError) {
        result = .success(try await transport.send(request, body: nil))
      } catch {
        result = .failure(error)
      }
    }
    return try #require(result)
  }

  @Test func `an answer is heard whole`() async throws {
    let reply = try await Self.send(
      "HTTP/1.1 418 Teapot\r\nX-A: 1\r\nContent-Length: 5\r\n\r\nhello"
    ).get()
    #expect(reply.status == 418)
    #expect(reply.body == Array("hello".utf8))
    #expect(reply.fields.map { "\($0.name.canonicalName): \($0.value)" }.contains("x-a: 1"))
  }

  @Test func `a server is told who asks`() async throws {
    let request = Mutex("")
    try await CannedServer.run(
      "HTTP/1.1 204 No Content\r\n\r\n",
      hears: { text in request.withLock { $0 = text } },
      { authority in
        let transport = try AsyncHTTPTransport()
        _ = try await transport.send(
          HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/"),
          body: nil
        )
      }
    )
    let lines = request.withLock { $0 }.split(separator: "\r\n")
    #expect(lines.filter { $0.hasPrefix("User-Agent: rollcall/") }.count == 1, "\(lines)")
  }

  @Test func `a limit that no buffer reaches is none`() async throws {
    var limits = AsyncHTTPTransport.Limits()
    limits.bodyBytes = 4096 << 20
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    let reply = try await Self.send(answer, limits: limits).get()
    #expect(reply.body == Array("hello".utf8))
  }

  @Test func `a redirect is an answer, never followed`() async throws {
    let reply = try await Self.send(
      "HTTP/1.1 302 Found\r\nLocation: https://evil.example.com/\r\nContent-Length: 0\r\n\r\n"
    ).get()
    #expect(reply.status == 302)
  }

  @Test(
    "an answer above the limit is refused",
    arguments: [
      "Content-Length: 9\r\n\r\n123456789", "Connection: close\r\n\r\n123456789",
      "Transfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n0\r\n\r\n",
    ]
  )
  func tooLarge(rest: String) async throws {
    var limits = AsyncHTTPTransport.Limits()
    limits.bodyBytes = 8
    let result = try await Self.send("HTTP/1.1 200 OK\r\n\(rest)", limits: limits)
    #expect(throws: HTTPTransportError.self) { try result.get() }
    guard case .failure(let error) = result else { return }
    #expect(error.problem == .tooLarge(limit: 8))
  }

  @Test(
    "an answer that never ends is not waited for, though its server is never silent",
    arguments: ["Content-Length: 100000\r\n\r\n", "Connection: close\r\n\r\n"]
  )
  func dripping(rest: String) async throws {
    var limits = AsyncHTTPTransport.Limits()
    limits.totalSeconds = 1
    try await CannedServer.run("HTTP/1.1 200 OK\r\n\(rest)", drip: " ") { authority in
      let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
      let error = await #expect(throws: HTTPTransportError.self) {
        try await AsyncHTTPTransport(limits: limits).send(request, body: nil)
      }
      #expect(error?.problem == .timedOut("not complete in 1 s"))
    }
  }

  @Test func `an answer that promises too much is not listened to`() async throws {
    var limits = AsyncHTTPTransport.Limits()
    limits.bodyBytes = 8
    try await CannedServer.run(
      "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
      drip: ""
    ) { authority in
      let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
      let error = await #expect(throws: HTTPTransportError.self) {
        try await AsyncHTTPTransport(limits: limits).send(request, body: nil)
      }
      #expect(error?.problem == .tooLarge(limit: 8))
    }
  }

  @Test(
    "an answer that breaks off may have been done",
    arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123", "garbage\r\n\r\n"]
  )
  func brokenOff(answer: String) async throws {
    let result = try await Self.send(answer)
    guard case .failure(let error) = result else {
      Issue.record("an answer was made of \(answer)")
      return
    }
    #expect(error.mayHaveArrived)
    #expect(error.isPassing)
    #expect(!error.place.contains("q=1"))
  }
}
