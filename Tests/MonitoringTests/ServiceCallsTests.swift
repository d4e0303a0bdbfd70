import HTTPTransport
import Monitoring
import TestSupport
import Testing

struct ServiceCallsTests {
  @Test(
    "an address is called to the letter",
    arguments: [
      ("https://hc.example.com/ping/u-u/start", "/ping/u-u/start"),
      ("https://hc.example.com", "/"),
      ("https://hc.example.com/", "/"),
      ("https://hc.example.com/p/", "/p/"),
      ("https://up.example.com/api/push/x?status=up&msg=OK", "/api/push/x?status=up&msg=OK"),
      ("https://up.example.com?a=b", "/?a=b"),
      ("https://up.example.com/x?sp=%2Fmanual#part", "/x?sp=%2Fmanual"),
      ("http://127.0.0.1:8080/p", "/p"),
    ]
  )
  func address(url: String, path: String) async {
    let transport = ScriptedTransport(["GET \(path)": [.empty(200)]])
    #expect(await ServiceCalls.ping(url, over: transport) == nil)
    #expect(await transport.calls == ["GET \(path)"])
  }

  @Test func `a service that wants POST gets it`() async {
    let transport = ScriptedTransport(["GET /p": [.empty(405)], "POST /p": [.empty(204)]])
    #expect(await ServiceCalls.ping("https://a.example/p", over: transport) == nil)
    #expect(await transport.calls == ["GET /p", "POST /p "])
  }

  @Test("an answer that is no success is told without the path", arguments: [302, 404, 500])
  func answers(status: Int) async {
    let transport = ScriptedTransport(["GET /secret?key=1": [.empty(status)]])
    let problem = await ServiceCalls.ping("https://a.example/secret?key=1", over: transport)
    #expect(problem == "https://a.example answered \(status)")
    let other = ScriptedTransport(["POST /secret": [.empty(status)]])
    let refused = await ServiceCalls.post([], to: "https://a.example/secret", over: other)
    #expect(refused == "https://a.example answered \(status)")
  }

  @Test func `a connection that fails is told without the path`() async {
    let transport = ScriptedTransport(["GET /secret": [.failure(.noConnection("refused"))]])
    let problem = await ServiceCalls.ping("https://a.example/secret", over: transport)
    #expect(problem == "cannot connect to https://a.example: refused")
  }

  @Test(
    "addresses that cannot be used are refused without being shown",
    arguments: [
      "http://hc.example.com/secret", "https://me:secret@hc.example.com/", "secret",
      "ftp://hc.example.com/secret", "https://hc.example.com/p?secret= x",
      "https://hc.example.com/p?secret\u{1b}",
    ]
  )
  func refused(url: String) async {
    let problem = await ServiceCalls.ping(url, over: ScriptedTransport([:]))
    #expect(problem?.contains("cannot be used") == true)
    #expect(problem?.contains("secret") == false)
  }

  @Test func `a webhook gets JSON`() async {
    let transport = ScriptedTransport(["POST /hook": [.text("ok")]])
    let problem = await ServiceCalls.post(
      Array("{}".utf8),
      to: "https://chat.example/hook",
      over: transport
    )
    #expect(problem == nil)
    #expect(await transport.calls == ["POST /hook {}"])
  }
}
