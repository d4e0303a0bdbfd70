package import DirectoryModel
internal import SafeFiles

/// Something that no unit and no crontab can hold.
package struct ScheduleError: DiagnosableError, Equatable {
  package let summary: String
  package let hint: String?
  package var category: FailureCategory { .usage }
}

extension Schedule {
  /// The folder of the configuration, where its credentials and its environment are expected.
  var configurationFolder: String { SafePath.parent(configuration) }

  /// The paths that the service must be able to see.
  var visiblePaths: [String] { [program, configuration] + readPaths + writeFolders }

  /// - Throws: ``ScheduleError`` for a path that does not begin at the root, or a text with control characters.
  func check() throws(ScheduleError) {
    for path in visiblePaths + [stateFolder].compactMap(\.self) {
      try check(path)
      guard SafePath.isAbsolute(path) else {
        throw ScheduleError(
          summary: "'\(path)' does not begin with a slash",
          hint: "A service has no working folder: name programs and files by their whole path."
        )
      }
    }
    if case .named(let name) = account { try checkAccount(name) }
    for secret in secrets { try check("\(secret.reference)") }
  }

  /// Two secrets of one name would be one; systemd wants names without colons (systemd.exec(5)).
  func checkCredentials() throws(ScheduleError) {
    var paths: [String: String] = [:]
    for credential in credentials {
      if let other = paths.updateValue(credential.path, forKey: credential.name) {
        throw ScheduleError(
          summary:
            "two secrets would be the credential '\(credential.name)': \(other) and \(credential.path)",
          hint: "Give one of them another name."
        )
      }
      guard !credential.name.contains(where: { $0 == ":" || $0 == "/" }) else {
        throw ScheduleError(
          summary: "'\(credential.name)' cannot be the name of a credential",
          hint: "Use a name without ':' and '/'."
        )
      }
    }
  }

  private func check(_ text: String) throws(ScheduleError) {
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
      throw ScheduleError(
        summary: "a path or reference holds control characters, which no unit can name",
        hint: nil
      )
    }
  }

  /// What `useradd` takes (shadow-utils), and systemd without a warning.
  private func checkAccount(_ name: String) throws(ScheduleError) {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, 0x5f, 0x2d: true
      default: false
      }
    }
    guard isPlain, let first = name.first, first.isLetter || first == "_", name.count <= 31 else {
      throw ScheduleError(
        summary: "'\(name)' is no name of an account",
        hint: "Letters, digits, '-' and '_', at most 31, no digit at the front."
      )
    }
  }
}
