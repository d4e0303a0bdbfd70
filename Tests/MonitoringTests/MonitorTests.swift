import DirectoryModel
import HTTPTransport
import Monitoring
import SafeFiles
import TestSupport
import Testing

struct MonitorTests {
  private func monitor(
    _ settings: MonitorSettings,
    _ transport: ScriptedTransport,
    _ folder: String
  ) -> Monitor {
    Monitor(
      settings,
      configuration: "/etc/rollcall/config.json",
      stateFolder: "\(folder)/state",
      transport: transport,
      notifier: nil
    )
  }

  private static let pings: MonitorSettings = {
    var settings = MonitorSettings()
    settings.pingStart = "https://hc.example/start"
    settings.pingSuccess = "https://hc.example/success"
    settings.pingFailure = "https://hc.example/failure"
    return settings
  }()

  @Test(
    "the end of a run calls the address that fits",
    arguments: [
      (0, "GET /success"), (10, "GET /success"), (2, "GET /failure"), (3, "GET /failure"),
      (5, "GET /failure"), (130, "GET /failure"),
    ] as [(Int32, String)]
  )
  func pings(code: Int32, call: String) async throws {
    try await inTemporaryFolder { folder in
      let transport = ScriptedTransport([call: [.empty()], "GET /start": [.empty()]])
      let monitor = monitor(Self.pings, transport, folder)
      #expect(await monitor.began() == [])
      #expect(await monitor.ended(Samples.report(code), nil) == [])
      #expect(await transport.calls == ["GET /start", call])
    }
  }

  @Test func `a service that is down is a sentence for the log`() async throws {
    try await inTemporaryFolder { folder in
      let transport = ScriptedTransport([
        "GET /start": [.failure(.noConnection("refused"))],
        "GET /success": [.empty(500)],
      ])
      let monitor = monitor(Self.pings, transport, folder)
      #expect(
        await monitor.began() == ["ping.start: cannot connect to https://hc.example: refused"]
      )
      #expect(
        await monitor.ended(Samples.report(0), nil) == [
          "ping.success: https://hc.example answered 500"
        ]
      )
    }
  }

  @Test func `metrics are for others to read, and keep the last success`() async throws {
    try await inTemporaryFolder { folder in
      var settings = MonitorSettings()
      settings.metricsFile = "\(folder)/rollcall.prom"
      let monitor = monitor(settings, ScriptedTransport([:]), folder)
      #expect(await monitor.ended(Samples.report(0), nil) == [])
      #expect(await monitor.ended(Samples.report(5, at: 1), nil) == [])
      let path = "\(folder)/rollcall.prom"
      let bytes = try InputFile.contents(of: path, limit: 1 << 20)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("rollcall_last_success_timestamp_seconds{"))
      #expect(text.contains("} 1700000003\n"))
      #expect(text.contains("} 1700003603\n"))
      #expect(try FileStatus(of: path)?.mode == 0o644)
    }
  }

  @Test func `a metrics file that cannot be written is a sentence for the log`() async throws {
    try await inTemporaryFolder { folder in
      var settings = MonitorSettings()
      settings.metricsFile = "\(folder)/missing/rollcall.prom"
      let monitor = monitor(settings, ScriptedTransport([:]), folder)
      let problems = await monitor.ended(Samples.report(0), nil)
      #expect(
        problems == [
          "metricsFile: cannot write \(folder)/missing/rollcall.prom: no such file or folder; its folder has to be there, and writable for the account that runs rollcall"
        ]
      )
    }
  }

  @Test func `the webhook is called for the second failure only`() async throws {
    try await inTemporaryFolder { folder in
      var settings = MonitorSettings()
      settings.webhook = "https://chat.example/hook"
      let transport = ScriptedTransport(["POST /hook": [.empty()]])
      let monitor = monitor(settings, transport, folder)
      for hour in 0..<3 {
        #expect(await monitor.ended(Samples.report(5, at: Int64(hour)), nil) == [])
      }
      let calls = await transport.calls
      #expect(calls.count == 1)
      #expect(calls.first?.contains("\"failuresInARow\":2") == true)
    }
  }

  @Test func `a notice that nobody heard is sent again by the next run`() async throws {
    try await inTemporaryFolder { folder in
      var settings = MonitorSettings()
      settings.webhook = "https://chat.example/hook"
      let transport = ScriptedTransport(["POST /hook": [.empty(503), .empty(200)]])
      let monitor = monitor(settings, transport, folder)
      #expect(
        await monitor.ended(Samples.report(3), nil) == [
          "notify.webhook: https://chat.example answered 503"
        ]
      )
      #expect(await monitor.ended(Samples.report(3, at: 1), nil) == [])
      #expect(await monitor.ended(Samples.report(3, at: 2), nil) == [])
      #expect(await transport.calls.count == 2)
    }
  }

  @Test func `the command gets the notice`() async throws {
    try await inTemporaryFolder { folder in
      var settings = MonitorSettings()
      settings.command = ["/usr/bin/tee", "\(folder)/notice"]
      let monitor = monitor(settings, ScriptedTransport([:]), folder)
      #expect(await monitor.ended(Samples.report(77), nil) == [])
      let notice = try InputFile.contents(of: "\(folder)/notice", limit: 1 << 16)
      #expect(String(decoding: notice, as: UTF8.self).contains("\"exitCode\":77"))
    }
  }
}
