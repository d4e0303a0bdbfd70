#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A directory server that runs on loopback for one suite.
package struct LDAPServer: Sendable {
  package let kind: Kind
  package let folder: String
  private let settings: [String: String]
  /// What a correct reader finds in it.
  package let expectation: DirectoryExpectation

  package enum Kind: String, Sendable {
    case slapd
    case samba
    case ds389 = "389ds"

    /// A program that is there if the server is.
    fileprivate var program: String {
      switch self {
      case .slapd: "slapd"
      case .samba: "samba"
      case .ds389: "ns-slapd"
      }
    }

    package var isInstalled: Bool {
      ["/usr/sbin", "/usr/bin", "/usr/libexec", "/usr/local/sbin"].contains {
        access("\($0)/\(program)", X_OK) == 0
      }
    }
  }

  package var url: String { settings["URL"] ?? "" }
  package var ldapsURL: String { settings["LDAPS_URL"] ?? "" }
  package var ldapiURL: String { settings["LDAPI_URL"] ?? "" }
  package var base: String { settings["BASE"] ?? "" }
  /// The name of the account that may read everything.
  package var reader: String { settings["READER"] ?? "" }
  package var password: String { settings["PASSWORD"] ?? "" }
  /// The certificate of the authority, PEM.
  package var authority: String { settings["AUTHORITY"] ?? "" }

  /// Any line that the server's recipe printed.
  package func setting(_ key: String) -> String { settings[key] ?? "" }

  /// Where the server listens without TLS: `127.0.0.1:20389`.
  package var address: String {
    let text = url.dropFirst("ldap://".count)
    return text.contains(":") ? String(text) : "\(text):389"
  }

  /// Starts a server with a made-up directory.
  ///
  /// `options` are those of `Tests/Lab/generate-directory`, nil for an empty one; `environment` is that of the
  /// server's recipe.
  package static func start(
    _ kind: Kind,
    _ options: [String]?,
    environment: [String: String] = [:],
    in folder: String
  ) throws -> LDAPServer {
    var words = [LabProgram.folder + "/\(kind.rawValue)", "start", folder + "/server"]
    var expectation = DirectoryExpectation()
    if let options {
      let file = folder + "/directory.ldif"
      let expected = folder + "/expected.json"
      let generator = LabProgram.folder + "/generate-directory"
      try LabProgram.run([LabProgram.python, generator, "--expect", expected] + options + [file])
      expectation = try DirectoryExpectation(file: expected)
      words.append(file)
    }
    let printed = try LabProgram.run(words, environment: environment)
    return LDAPServer(
      kind: kind,
      folder: folder + "/server",
      settings: LabProgram.settings(printed),
      expectation: expectation
    )
  }

  package func stop() throws {
    try LabProgram.run([LabProgram.folder + "/\(kind.rawValue)", "stop", folder])
  }

  /// Stops the server, lets `body` change its files, and starts it again with the same addresses.
  package func whileStopped(_ body: () throws -> Void) throws {
    try stop()
    try body()
    try LabProgram.run([LabProgram.folder + "/\(kind.rawValue)", "start", folder])
  }

  /// Changes the directory as its administrator: LDIF change records.
  package func modify(_ changes: String) throws {
    let file = folder + "/changes.ldif"
    guard let stream = fopen(file, "w") else { throw LabProgram.Failure(description: file) }
    fputs(changes, stream)
    fclose(stream)
    try LabProgram.run(["ldapmodify", "-Q", "-Y", "EXTERNAL", "-H", ldapiURL, "-f", file])
  }

  /// Runs the server's own administration program: `samba-tool`.
  package func tool(_ words: String...) throws {
    try LabProgram.run([LabProgram.folder + "/\(kind.rawValue)", "tool", folder] + words)
  }

  /// Points this process's Kerberos library at the server's realm; it can only be told by the environment.
  package func useKerberos() {
    setenv("KRB5_CONFIG", setting("KERBEROS"), 1)
  }

  /// Runs another program of the machine, such as `kinit`.
  @discardableResult
  package func run(_ words: [String], environment: [String: String] = [:]) throws -> String {
    try LabProgram.run(words, environment: environment)
  }
}
