import DirectoryModel
import DirectorySources
import ExportFiles
import SafeFiles
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct HostileExportTests {
  @Test(
    "hostile content ends in an error that names what is wrong",
    arguments: [
      (LongText(String(repeating: "[", count: 3_000_000)), "unreadable-export too-large"),
      (LongText(String(repeating: "{\"a\":", count: 1_000_000)), "unreadable-export too-large"),
      (
        LongText("[{\"id\":\"\(String(repeating: "a", count: 1_100_000))\"}]"),
        "unreadable-export too-large"
      ),
      (
        LongText("[{\"id\":1e999999999,\"firstname\":\"a\",\"lastname\":\"b\"}]"),
        "invalid-record id-precision-lost"
      ),
      (
        LongText("[" + Okta.user("u1", "a@b.c").dropLast() + ",\"id\":\"u2\"}]"),
        "invalid-record duplicate-key"
      ),
      (LongText("[{\"id\":\"\u{0}\"}]"), "unrecognised-format not-json"),
      (LongText("\u{0}\u{0}\u{0}"), "unrecognised-format not-json"),
      (
        LongText("[" + String(repeating: "9", count: 1_200_000) + "]"),
        "unreadable-export too-large"
      ),
      (
        LongText("id,email\n" + String(repeating: ",", count: 500_000)),
        "unrecognised-format not-json"
      ),
      (
        LongText("HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 300_000)),
        "unrecognised-format not-json"
      ),
      (LongText("HTTP/1.1 503 Unavailable\r\n\r\n[]"), "incomplete-export error-response"),
      (LongText("HTTP/1.1 abc\r\n\r\n[]"), "unrecognised-format not-json"),
    ]
  )
  func content(input: LongText, expected: String) async {
    #expect(await WrittenExport(["users.json": input.text]).failure() == expected)
  }

  @Test func `an id of control characters is an id like others`() async throws {
    let user = Okta.user(#"\u0000\u001b[31m"#, "a@example.com")
    let snapshot = try await WrittenExport(["users.json": "[\(user)]"]).read()
    #expect(snapshot.user(0).id == "\u{0}\u{1b}[31m")
  }

  @Test func `a decoded file has a limit`() async {
    var limits = ExportLimits()
    limits.decodedBytes = 1000
    let users = Okta.users(Okta.user("u1", String(repeating: "a", count: 2000)))
    #expect(
      await WrittenExport(["users.json": users]).failure(limits: limits)
        == "unreadable-export too-large"
    )
  }

  @Test(
    "what takes memory has a limit, in one list or in many",
    arguments: [
      #"{"groupId":"g","members":["u","u","u","u","u","u","u","u","u"]}"#,
      #"[{"id":"u"},{"id":"u"},{"id":"u"},{"id":"u"},{"id":"u"},{"id":"u"},{"id":"u"},{"id":"u"},{"id":"u"}]"#,
      Okta.users(
        Okta.user("a", nil),
        Okta.user("b", nil),
        Okta.user("c", nil),
        Okta.user("d", nil),
        Okta.user("e", nil)
      ),
    ]
  )
  func records(text: String) async {
    var limits = ExportLimits()
    limits.records = 8
    let export = WrittenExport(["a.json": text])
    #expect(await export.failure(limits: limits) == "unreadable-export too-large")
    limits.records = 10
    #expect(await export.failure(limits: limits) != "unreadable-export too-large")
  }

  @Test func `a folder without files is no empty directory`() async {
    #expect(await WrittenExport([:]).failure() == "incomplete-export users-missing")
  }

  @Test func `a pipe is refused at once`() async throws {
    try await inTemporaryFolder { folder in
      mkfifo(folder + "/users.json", 0o600)
      let source = ExportSource(ExportSourceSettings(name: "test", path: folder))
      await #expect(throws: SourceError.self) { try await source.read { _ in } }
    }
  }

  @Test func `links in circles are walked once`() async throws {
    try await inTemporaryFolder { folder in
      try AtomicFile.write(
        Okta.users(Okta.user("u1", "a@example.com")),
        to: SafePath.join(folder, "users.json")
      )
      symlink(".", folder + "/again")
      symlink("users.json", folder + "/twin.json")
      let source = ExportSource(ExportSourceSettings(name: "test", path: folder))
      let snapshot = try await source.read { _ in }
      #expect(snapshot.users.count == 1)
    }
  }

  @Test func `a link that leads nowhere makes the export incomplete`() async throws {
    try await inTemporaryFolder { folder in
      try AtomicFile.write(
        Okta.users(Okta.user("u1", "a@example.com")),
        to: SafePath.join(folder, "users.json")
      )
      symlink("circle", folder + "/circle")
      let source = ExportSource(ExportSourceSettings(name: "test", path: folder))
      let error = await #expect(throws: SourceError.self) { try await source.read { _ in } }
      #expect(error?.reason == "link-not-followed")
    }
  }

  @Test func `what others can write is refused as a mistake in the configuration`() async throws {
    try await inTemporaryFolder { folder in
      let path = SafePath.join(folder, "users.json")
      try AtomicFile.write("[]", to: path)
      chmod(path, 0o666)
      let source = ExportSource(ExportSourceSettings(name: "test", path: folder))
      let error = await #expect(throws: SourceError.self) { try await source.read { _ in } }
      #expect(error?.category == .configuration)
    }
  }

  @Test func `a group called users does not take the list of users over`() async throws {
    let snapshot = try await WrittenExport([
      "users.csv": "id,email,groups\nu1,a@example.com,users|staff\nu2,b@example.com,\n"
    ]).read()
    #expect(snapshot.users.count == 2)
    #expect(snapshot.members(ofGroup: "users") == ["u1"])
  }

  @Test func `deleted accounts that do not say so are not taken for living ones`() async {
    let failure = await WrittenExport([
      "users.json": #"[{"id":"a","userPrincipalName":"a@example.com"}]"#,
      "deleted-users.json": #"[{"id":"b","userPrincipalName":"b@example.com"}]"#,
    ]).failure()
    #expect(failure == "ambiguous-input deleted-unmarked")
  }
}
