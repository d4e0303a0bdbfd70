import SafeFiles
import SyncConfiguration
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct SecretTests {
  private func reference(_ text: String, file: String = "/etc/config.json") throws
    -> SecretReference
  {
    let json = #"""
      { "sources": [{ "kind": "scim", "url": "https://a.example", "token": "\#(text)" }],
        "organization": { "kind": "file", "path": "x" } }
      """#
    guard case .scim(let scim) = try decode(json, file: file).sources[0] else {
      throw ConfigurationError("not a SCIM source")
    }
    return scim.authorization.secret.reference
  }

  @Test(
    "a reference says where the secret is",
    arguments: [
      ("env:TOKEN", .environment("TOKEN")), ("file:scim.token", .file("/etc/scim.token")),
      ("file:/run/token", .file("/run/token")),
      ("credential:scim", .credential("scim", folder: "/etc/credentials")),
      ("command:/bin/echo a b", .command("/bin/echo", ["a", "b"])),
    ] as [(String, SecretReference)]
  )
  func references(text: String, expected: SecretReference) throws {
    #expect(try reference(text) == expected)
  }

  @Test(
    "what is no reference may be the secret itself and is refused without being shown",
    arguments: [
      "hunter2", "ey.secret.token", "env:", "ENV:TOKEN", "env:A=B", "credential:../x",
      "command:echo x",
      "https://x.example",
    ]
  )
  func inline(text: String) throws {
    let error = try #require(throws: ConfigurationError.self) { _ = try reference(text) }
    #expect(
      error.summary
        == "sources[0].token (line 1, column 70): a secret is never written here, only where it comes from"
    )
    if text.contains("secret") { #expect(error.hint?.contains(text) == false) }
  }

  @Test func `a variable is read, and taken out of the environment`() async throws {
    setenv("ROLLCALL_TEST_SECRET", "s3cret", 1)
    let secret = try await SecretReference.environment("ROLLCALL_TEST_SECRET")
      .read(key: "token", environment: ["ROLLCALL_TEST_SECRET": "s3cret"])
    #expect(secret.value == "s3cret")
    #expect(getenv("ROLLCALL_TEST_SECRET") == nil)
  }

  @Test(arguments: [[:], ["TOKEN": ""], ["TOKEN": "\n"]])
  func `an unset or empty variable is an error`(environment: [String: String]) async {
    await #expect(throws: ConfigurationError.self) {
      _ = try await SecretReference.environment("TOKEN").read(key: "k", environment: environment)
    }
  }

  @Test func `a secret that is not there says what to do`() async throws {
    try await inTemporaryFolder { folder in
      let reference = SecretReference.file(folder + "/token")
      let missing = await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "token", environment: [:])
      }
      #expect(
        missing?.summary == "token: cannot read \(folder)/token: no such file or folder"
      )
      #expect(missing?.hint?.hasPrefix("Write the secret, and nothing else,") == true)
      let unset = await #expect(throws: ConfigurationError.self) {
        _ = try await SecretReference.environment("TOKEN").read(key: "token", environment: [:])
      }
      #expect(unset?.hint?.hasPrefix("Set it where rollcall is started") == true)
    }
  }

  @Test func `a file gives its content without the line end, if others have no right on it`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let path = folder + "/token"
      try AtomicFile.write("s3cret \r\n", to: path)
      let reference = SecretReference.file(path)
      #expect(try await reference.read(key: "token", environment: [:]).value == "s3cret ")
      #expect(chmod(path, 0o644) == 0)
      let error = await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "token", environment: [:])
      }
      #expect(
        error?.summary == "token: cannot trust \(path): others have rights on it (mode 644)"
      )
    }
  }

  @Test func `a credential lies in the folder that the service manager names`() async throws {
    try await inTemporaryFolder { folder in
      try AtomicFile.write("s3cret", to: folder + "/scim")
      let reference = SecretReference.credential("scim", folder: folder + "/credentials")
      let secret = try await reference.read(
        key: "token",
        environment: ["CREDENTIALS_DIRECTORY": folder]
      )
      #expect(secret.value == "s3cret")
      let other = await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "token", environment: [:])
      }
      #expect(other?.hint?.contains("CREDENTIALS_DIRECTORY=FOLDER rollcall …") == true)
      try Folder.create(folder + "/credentials")
      let beside = await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "token", environment: [:])
      }
      let words = "By hand: CREDENTIALS_DIRECTORY=\(folder)/credentials rollcall …."
      #expect(beside?.hint?.hasSuffix(words) == true)
    }
  }

  @Test func `a service's credential stands in for a variable that is not set`() async throws {
    try await inTemporaryFolder { folder in
      try AtomicFile.write("from-systemd", to: folder + "/TOKEN")
      let reference = SecretReference.environment("TOKEN")
      let handed = ["CREDENTIALS_DIRECTORY": folder]
      #expect(try await reference.read(key: "k", environment: handed).value == "from-systemd")
      let both = handed.merging(["TOKEN": "own"]) { $1 }
      #expect(try await reference.read(key: "k", environment: both).value == "own")
      await #expect(throws: ConfigurationError.self) {
        _ = try await SecretReference.environment("OTHER").read(key: "k", environment: handed)
      }
    }
  }

  @Test func `a service's credential stands in for a file that it cannot reach, and only then`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let reference = SecretReference.file(folder + "/there/token")
      let handed = ["CREDENTIALS_DIRECTORY": folder]
      try AtomicFile.write("from-systemd", to: folder + "/token")
      #expect(try await reference.read(key: "k", environment: handed).value == "from-systemd")
      await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "k", environment: [:])
      }
      try Folder.create(folder + "/there")
      try AtomicFile.write("own", to: folder + "/there/token")
      #expect(try await reference.read(key: "k", environment: handed).value == "own")
      #expect(chmod(folder + "/there/token", 0o644) == 0)
      await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "k", environment: handed)
      }
    }
  }

  @Test func `a program is run without shell and environment`() async throws {
    setenv("ROLLCALL_TEST_LEAK", "leak", 1)
    let secret = try await SecretReference.command("/usr/bin/printf", ["%s", "$HOME;x"])
      .read(key: "token", environment: [:])
    #expect(secret.value == "$HOME;x")
    await #expect(throws: ConfigurationError.self) {
      _ = try await SecretReference.command("/usr/bin/env", []).read(key: "token", environment: [:])
    }
    await #expect(throws: ConfigurationError.self) {
      _ = try await SecretReference.command("/bin/false", []).read(key: "token", environment: [:])
    }
  }

  @Test func `a program that others can write is not run`() async throws {
    try await inTemporaryFolder { folder in
      let path = folder + "/program"
      try AtomicFile.write("#!/bin/sh\necho s3cret\n", to: path, mode: 0o700)
      let reference = SecretReference.command(path, [])
      #expect(try await reference.read(key: "token", environment: [:]).value == "s3cret")
      #expect(chmod(path, 0o702) == 0)
      await #expect(throws: ConfigurationError.self) {
        _ = try await reference.read(key: "token", environment: [:])
      }
    }
  }

  @Test func `no description shows a secret`() {
    let secret = Secret("hunter2")
    var dumped = ""
    dump(["token": secret], to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] {
      #expect(!text.contains("hunter2"))
      #expect(text.contains("<redacted>"))
    }
  }
}
