internal import SafeFiles
internal import Subprocess
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension SecretReference {
  /// Bytes of a secret that are still read.
  private static let limit = 64 << 10

  /// Seconds that a program may take to print a secret.
  private static let commandTimeout = 30

  /// Reads the secret, late: when it is needed.
  ///
  /// - Parameters:
  ///   - key: The configuration's key, for messages.
  ///   - environment: The process's.
  /// - Returns: The value, without a line end.
  /// - Throws: ``ConfigurationError`` if it is missing, empty, or open to others.
  package func read(
    key: String,
    environment: [String: String]
  ) async throws(ConfigurationError) -> Secret {
    let text: String
    switch self {
    case .environment(let name):
      if let value = environment[name], !value.isEmpty {
        unsetenv(name)
        text = value
      } else if let handed = try Self.handedOver(name, environment, key: key) {
        text = handed
      } else {
        throw ConfigurationError(
          key: key,
          place: nil,
          "the environment variable \(name) is not set, or empty",
          hint: "Set it where rollcall is started; cron and sudo hand none on."
        )
      }
    case .file(let path):
      // A service's account need not be able to read it: systemd does that for it.
      if Self.isOutOfReach(path),
        let handed = try Self.handedOver(SafePath.name(path), environment, key: key)
      {
        text = handed
      } else {
        text = try Self.readFile(path, key: key)
      }
    case .credential(let name, let beside):
      guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
        throw ConfigurationError(
          key: key,
          place: nil,
          "CREDENTIALS_DIRECTORY is not set, so there is no credential \(name)",
          hint: Self.credentialHint(name, beside)
        )
      }
      text = try Self.readFile(SafePath.join(folder, name), key: key)
    case .command(let program, let arguments):
      text = try await Self.run(program, arguments, key: key)
    }
    let trimmed = Self.withoutLineEnd(text)
    guard !trimmed.isEmpty else {
      throw ConfigurationError(key: key, place: nil, "the secret from \(self) is empty")
    }
    return Secret(trimmed)
  }

  private static func credentialHint(_ name: String, _ folder: String) -> String {
    let isThere = (try? FileStatus(of: folder)) != nil
    let ending = isThere ? "" : ", with the folder that holds \(name)"
    return
      "systemd sets it (LoadCredential=). By hand: CREDENTIALS_DIRECTORY=\(isThere ? folder : "FOLDER") rollcall …\(ending)."
  }

  /// What systemd has loaded for this service under the name of a variable or file (`LoadCredential=`), so that a
  /// configuration need not change to run as a service; nil if there is no such credential.
  private static func handedOver(
    _ name: String,
    _ environment: [String: String],
    key: String
  ) throws(ConfigurationError) -> String? {
    guard let folder = environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty,
      SafePath.name(name) == name
    else { return nil }
    let path = SafePath.join(folder, name)
    return isOutOfReach(path) ? nil : try readFile(path, key: key)
  }

  /// It is not there, or not for us; anything else that is wrong with it is told when it is read.
  private static func isOutOfReach(_ path: String) -> Bool {
    do throws(FileError) {
      _ = try InputFile(path)
      return false
    } catch {
      return error.reason == .notFound || error.reason == .denied
    }
  }

  private static func readFile(_ path: String, key: String) throws(ConfigurationError) -> String {
    do throws(FileError) {
      try FileAccess.refuseWritableByOthers(path)
      try FileAccess.refuseReadableByOthers(path)
      return String(decoding: try InputFile.contents(of: path, limit: limit), as: UTF8.self)
    } catch {
      let hint =
        "Write the secret, and nothing else, into that file, and take it from others: chmod 600."
      throw ConfigurationError(
        key: key,
        place: nil,
        error.summary,
        hint: error.reason == .notFound ? hint : error.hint
      )
    }
  }

  /// No shell, a bare environment, a time-out.
  private static func run(
    _ program: String,
    _ arguments: [String],
    key: String
  ) async throws(ConfigurationError) -> String {
    do throws(FileError) {
      try FileAccess.refuseWritableByOthers(program)
    } catch {
      throw ConfigurationError(key: key, place: nil, error.summary, hint: error.hint)
    }
    do {
      let output = try await withThrowingTaskGroup(of: String?.self) { group in
        group.addTask {
          let result = try await Subprocess.run(
            .path(FilePath(program)),
            arguments: Arguments(arguments),
            environment: .custom([:] as [Environment.Key: String]),
            output: .string(limit: limit),
            error: .discarded
          )
          guard result.terminationStatus.isSuccess else { return nil }
          return result.standardOutput
        }
        group.addTask {
          try await Task.sleep(for: .seconds(commandTimeout))
          return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
      }
      if let output { return output }
    } catch {
      throw ConfigurationError(key: key, place: nil, "cannot run \(program): \(error)")
    }
    throw ConfigurationError(
      key: key,
      place: nil,
      "\(program) failed, or took longer than \(commandTimeout) s"
    )
  }

  private static func withoutLineEnd(_ text: String) -> String {
    var text = text
    while text.hasSuffix("\n") || text.hasSuffix("\r") || text.hasSuffix("\r\n") {
      text.removeLast()
    }
    return text
  }
}
