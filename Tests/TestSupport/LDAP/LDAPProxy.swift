#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LDAPServer {
  /// Runs `body` with the address of a proxy in front of the server that misbehaves as `words` of
  /// `Tests/Lab/ldap-proxy` say.
  package func behindProxy<Value>(
    _ words: [String],
    tls: Bool = false,
    _ body: (_ url: String) async throws -> Value
  ) async throws -> Value {
    let protection = tls ? ["tls=\(certificate("server")).crt,\(certificate("server")).key"] : []
    let line = LabProgram.commandLine(
      [LabProgram.python, LabProgram.folder + "/ldap-proxy", address] + words + protection,
      [:]
    )
    let pipe = try LabProgram.open("exec " + line)
    var printed = ""
    var buffer = [CChar](repeating: 0, count: 256)
    while !printed.contains("URL="), fgets(&buffer, 256, pipe) != nil {
      printed += String(
        decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
        as: UTF8.self
      )
    }
    let settings = LabProgram.settings(printed)
    defer {
      if let process = settings["PID"].flatMap({ pid_t($0) }) { kill(process, SIGTERM) }
      pclose(pipe)
    }
    guard let url = settings["URL"] else {
      throw LabProgram.Failure(description: "the proxy does not run: \(line)")
    }
    return try await body(url)
  }

  /// The path of a certificate of the server's folder, without `.crt` and `.key`.
  package func certificate(_ name: String) -> String { folder + "/tls/\(name)" }
}
