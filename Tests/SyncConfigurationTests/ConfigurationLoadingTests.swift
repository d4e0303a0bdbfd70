import DirectoryModel
import JSONReader
import SafeFiles
import SyncConfiguration
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct ConfigurationLoadingTests {
  @Test func `the first place that is named wins, and the working folder is none`() throws {
    try withTemporaryFolder { folder in
      let folder = try SafePath.real(folder)
      for name in ["flag", "variable", "xdg/rollcall", "home/.config/rollcall"] {
        try Folder.create("\(folder)/\(name)")
        try AtomicFile.write(minimal, to: "\(folder)/\(name)/config.json")
      }
      let places = [
        "ROLLCALL_CONFIG": folder + "/variable/config.json", "XDG_CONFIG_HOME": folder + "/xdg",
        "HOME": folder + "/home",
      ]
      func load(_ flag: String?, _ names: [String]) throws -> String {
        let environment = places.filter { names.contains($0.key) }
        let path = try Configuration.load(flag: flag, environment: environment).path
        return String(path.dropFirst(folder.count))
      }
      #expect(
        try load(folder + "/flag/config.json", ["ROLLCALL_CONFIG"]) == "/flag/config.json"
      )
      #expect(try load(nil, ["ROLLCALL_CONFIG", "XDG_CONFIG_HOME"]) == "/variable/config.json")
      #expect(try load(nil, ["XDG_CONFIG_HOME", "HOME"]) == "/xdg/rollcall/config.json")
      #expect(try load(nil, ["HOME"]) == "/home/.config/rollcall/config.json")
    }
  }

  @Test func `no configuration at all is an error that says where it was looked for`() throws {
    try withTemporaryFolder { folder in
      let error = try #require(throws: ConfigurationError.self) {
        _ = try Configuration.load(flag: nil, environment: ["XDG_CONFIG_HOME": folder])
      }
      #expect(
        error.summary
          == "there is no configuration: looked for \(folder)/rollcall/config.json and /etc/rollcall/config.json"
      )
    }
  }

  @Test(
    "a configuration that others can write is refused",
    arguments: [(0o640, 0o700, false), (0o642, 0o700, true), (0o600, 0o707, true)]
      as [(mode_t, mode_t, Bool)]
  )
  func permissions(file: mode_t, folder: mode_t, isRefused: Bool) throws {
    try withTemporaryFolder { root in
      let path = root + "/config.json"
      try AtomicFile.write(minimal, to: path)
      #expect(chmod(path, file) == 0)
      #expect(chmod(root, folder) == 0)
      let load = { try Configuration.load(flag: path, environment: [:]) }
      if isRefused {
        let error = try #require(throws: ConfigurationError.self) { _ = try load() }
        #expect(error.category == .configuration)
        #expect(error.summary.contains("others can write to"))
      } else {
        _ = try load()
      }
    }
  }

  @Test func `an error names the file`() throws {
    try withTemporaryFolder { root in
      let path = root + "/config.json"
      try AtomicFile.write("{ \"sources\": 1 }", to: path)
      let error = try #require(throws: ConfigurationError.self) {
        _ = try Configuration.load(flag: path, environment: [:])
      }
      #expect(
        error.summary
          == "\(path): sources (line 1, column 14): expected an array of objects, found a number"
      )
    }
  }

  @Test func `the example is plain JSON, decodes, and keeps to its own folders`() throws {
    let path = repository + "/config.example.json"
    _ = try JSONValue(parsing: InputFile.contents(of: path, limit: 1 << 20))
    let configuration = try Configuration.decode(
      InputFile.contents(of: path, limit: 1 << 20),
      file: path
    )
    #expect(configuration.organization == .file(repository + "/.build/example/organization.json"))
    #expect(configuration.run.state == repository + "/.build/example/state")
    guard case .export(let export) = configuration.sources.first else {
      Issue.record("the example reads no export")
      return
    }
    #expect(export.name == "okta")
    #expect(export.maximumAge == nil)
    #expect(export.path == repository + "/Tests/Fixtures/example/okta")
    #expect(try Folder.names(in: export.path) == ["groups.http", "members", "users.http"])
    #expect(try Folder.names(in: export.path + "/members").count == 8)
  }

  @Test func `the effective configuration has every key and no secret`() throws {
    let text = try decode(
      #"""
      { "sources": [{ "kind": "scim", "url": "https://a.example", "token": "file:token" }],
        "organization": { "kind": "file", "path": "x" }, "run": { "deadline": null } }
      """#
    ).effective.text
    #expect(text.contains(#""token":"file:token""#))
    #expect(
      text.contains(#""run":{"concurrency":4,"deadline":null,"state":null,"keepRuns":"90d"}"#)
    )
    #expect(text.contains(#""memberRemovals":{"percent":10,"count":25,"floor":2}"#))
    #expect(try decode(text).effective.text == text)
  }

  @Test(
    "of an address that may be a secret the effective configuration shows the host",
    arguments: [
      ("https://hc.example.com/ping/5f0c", "https://hc.example.com/…"),
      ("https://hc.example.com?token=5f0c", "https://hc.example.com/…"),
      ("HTTP://127.0.0.1:8080/#5f0c", "HTTP://127.0.0.1:8080/…"),
      ("https://hc.example.com", "https://hc.example.com"),
    ]
  )
  func addresses(given: String, shown: String) throws {
    let configuration = try decode(
      with: #""ping": { "start": "\#(given)", "success": "\#(given)", "failure": "\#(given)" }, "#
        + #""notify": { "webhook": "\#(given)" }"#
    )
    let ping = configuration.effective["ping"]
    #expect(["start", "success", "failure"].map { ping?[$0]?.string } == [shown, shown, shown])
    #expect(configuration.effective["notify"]?["webhook"]?.string == shown)
    #expect(configuration.monitoring.pingStart == given)
    #expect(configuration.monitoring.webhook == given)
  }
}
