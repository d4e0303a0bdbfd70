import DirectoryModel
import RollcallCommands
import SyncConfiguration
import Synchronization
import Testing

/// Answers line by line, and keeps what was said.
private final class Script: Prompter {
  let isInteractive: Bool
  private let state: Mutex<(answers: ArraySlice<String>, said: [String])>

  init(_ answers: [String], isInteractive: Bool = false) {
    self.isInteractive = isInteractive
    state = Mutex((answers[...], []))
  }

  var said: [String] { state.withLock { $0.said } }
  var rest: Int { state.withLock { $0.answers.count } }

  func ask(_ question: InitQuestion) -> String? {
    state.withLock { state in
      state.said.append("\(question.key) [\(question.standard ?? "")]")
      return state.answers.popFirst()
    }
  }

  func tell(_ text: String) { state.withLock { $0.said.append(text) } }

  func tell(_ error: any DiagnosableError) {
    tell("Error: \(error.summary)\nHint: \(error.hint ?? "none")\n")
  }
}

private struct Refusal: DiagnosableError {
  let category = FailureCategory.source
  let summary = "cannot connect"
  let hint: String? = "Try again."
}

struct InitConversationTests {
  private static let ldapAnswers = [
    "ldap", "ldaps://dc1.example.com, ldaps://dc2.example.com", "", "", "cn=reader,dc=example", "",
    "ou=people,dc=example", "ou=groups,dc=example", "bitwarden", "eu", "organization.539a36c5",
    "credential:bitwarden", "Vault users, Other", "ann@example.com", "",
  ]

  private func run(
    _ script: Script,
    attempt: (InitAttempt, Configuration) async -> InitOutcome = { _, _ in .worked("61 users") }
  ) async throws -> String {
    try await InitConversation.run(script, file: "/etc/rollcall/config.json", attempt: attempt)
  }

  private func decode(_ text: String) throws -> Configuration {
    try Configuration.decode(Array(text.utf8), file: "/etc/rollcall/config.json")
  }

  @Test func `answers become a configuration of a directory and Bitwarden`() async throws {
    let script = Script(Self.ldapAnswers)
    let configuration = try decode(try await run(script))
    #expect(script.rest == 0)
    guard case .ldap(let source)? = configuration.sources.first else {
      Issue.record("no directory")
      return
    }
    #expect(source.urls == ["ldaps://dc1.example.com", "ldaps://dc2.example.com"])
    #expect(source.bind.dn == "cn=reader,dc=example")
    #expect(source.bind.password == .environment("LDAP_PASSWORD"))
    #expect(source.users.bases == ["ou=people,dc=example"])
    #expect(source.groups.bases == ["ou=groups,dc=example"])
    guard case .bitwarden(let organization) = configuration.organization else {
      Issue.record("no Bitwarden")
      return
    }
    #expect(organization.apiURL == "https://api.bitwarden.eu")
    #expect("\(organization.clientSecret)" == "credential:bitwarden")
    #expect(configuration.policy.users.groups == ["Vault users", "Other"])
    #expect(configuration.policy.protection.members == ["ann@example.com"])
  }

  @Test(
    "every kind of source and organization makes a configuration",
    arguments: [
      ["export", "exports/okta", "", "file", "", "", "", ""],
      [
        "export", "exports/okta", "okta", "bitwarden", "own", "https://vault.example.com",
        "organization.1", "", "", "", "",
      ],
      [
        "scim", "https://idp.example.com/scim", "file:token", "scim", "https://a.example/v2", "",
        "", "", "", "ceo@example.com",
      ],
      [
        "ldap", "ldap://dc1.example.com", "yes", "ca.pem", "gssapi", "dc=example", "", "file",
        "o.json",
        "", "", "",
      ],
      [
        "", "ldaps://dc1.example.com", "", "anonymous", "dc=example", "", "", "", "organization.1",
        "",
        "", "", "",
      ],
    ]
  )
  func kinds(answers: [String]) async throws {
    let script = Script(answers)
    _ = try decode(try await run(script))
    #expect(script.rest == 0)
  }

  @Test func `a service without roles is told so where nobody is protected by name`() async throws {
    let script = Script([
      "export", "e", "", "scim", "https://a.example/v2", "", "", "", "", "",
    ])
    let configuration = try decode(try await run(script))
    #expect(configuration.policy.protection.roles == [])
  }

  @Test func `each key stands below what it means`() async throws {
    let text = try await run(Script(Self.ldapAnswers))
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    for number in lines.indices.dropFirst()
    where lines[number].hasPrefix("\"") && !lines[number].hasSuffix("{")
      && !lines[number].hasSuffix("[")
    {
      #expect(lines[number - 1].hasPrefix("// "), "\(lines[number])")
    }
    #expect(text.contains("\"deadline\": \"30m\","))
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test func `both sides are tried as soon as they are known`() async throws {
    let script = Script(Self.ldapAnswers)
    let attempts = Mutex<[InitAttempt]>([])
    _ = try await run(script) { what, configuration in
      attempts.withLock { $0.append(what) }
      #expect(configuration.sources.first?.name == "ldap")
      return .worked("61 users")
    }
    #expect(attempts.withLock { $0 } == [.source, .organization])
    #expect(script.said[8] == "ok    61 users")
    #expect(script.said[9] == "organization.kind [bitwarden]")
  }

  @Test func `what fails is asked again with the same answers proposed`() async throws {
    let script = Script(
      ["export", "typo", "", "again", "", "exports/okta", "", "file", "", "", "", ""],
      isInteractive: true
    )
    let text = try await run(script) { what, configuration in
      guard what == .source, case .export(let export)? = configuration.sources.first,
        export.path.hasSuffix("typo")
      else { return .worked("61 users") }
      return .failed(Refusal())
    }
    #expect(text.contains("\"path\": \"exports/okta\","))
    #expect(script.said.contains("Error: cannot connect\nHint: Try again.\n"))
    #expect(script.said.contains("sources[0].path [typo]"))
  }

  @Test func `what fails can be kept`() async throws {
    let script = Script(
      ["export", "later", "", "keep", "file", "", "keep", "", "", ""],
      isInteractive: true
    )
    let text = try await run(script) { _, _ in .failed(Refusal()) }
    #expect(text.contains("\"path\": \"later\","))
  }

  @Test func `answers from a file are not asked what to do about a failure`() async throws {
    let script = Script(["export", "later", "", "file", "", "", "", ""])
    let text = try await run(script) { _, _ in .failed(Refusal()) }
    #expect(text.contains("\"path\": \"later\","))
    #expect(script.rest == 0)
  }

  @Test(
    "an answer that will not do is asked for again",
    arguments: [
      "", "dc1.example.com", "http://dc1.example.com", "ldaps://me:secret@dc1.example.com",
    ]
  )
  func refusedURL(answer: String) async throws {
    var answers = Self.ldapAnswers
    answers.insert(answer, at: 1)
    let script = Script(answers, isInteractive: true)
    _ = try decode(try await run(script))
    #expect(script.said[2].hasPrefix("Error: "))
    #expect(script.said[3] == "sources[0].urls []")
  }

  @Test func `a secret is refused, and not shown`() async throws {
    var answers = Self.ldapAnswers
    answers.insert("hunter2", at: 5)
    let script = Script(answers, isInteractive: true)
    let text = try await run(script)
    #expect(script.said.contains { $0.contains("a secret is never written here") })
    #expect(!(script.said + [text]).contains { $0.contains("hunter2") })
    #expect(!script.said.contains { $0.contains("(line ") })
  }

  @Test(
    "answers from a file that will not do end it",
    arguments: [
      (["rest"], "sources[0].kind: 'rest' is none of ldap, export, scim"),
      (["ldap", ""], "sources[0].urls: this needs an answer"),
      (
        ["export", "e", "", "bitwarden", "us", "user.1"],
        "organization.clientId: organization.clientId: an organization's key begins with \"organization.\""
      ),
    ]
  )
  func refusedFile(answers: [String], summary: String) async throws {
    let error = await #expect(throws: InitError.self) { try await run(Script(answers)) }
    #expect(error?.summary == summary)
  }

  @Test func `answers that end too soon name the question`() async throws {
    let error = await #expect(throws: InitError.self) { try await run(Script(["export"])) }
    #expect(
      error?.summary == "the answers end before sources[0].path: File or folder of the export"
    )
  }

  @Test func `an answer is text, whatever is in it`() async throws {
    let path = "e\"},{\"kind\":\"ldap\u{1b}\\"
    let script = Script(["export", path, "", "file", "", "", "", ""])
    let configuration = try decode(try await run(script))
    #expect(configuration.sources.count == 1)
    guard case .export(let export)? = configuration.sources.first else {
      Issue.record("no export")
      return
    }
    #expect(export.path == "/etc/rollcall/\(path)")
  }
}
