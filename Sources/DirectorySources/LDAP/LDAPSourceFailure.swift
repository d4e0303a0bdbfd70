internal import DirectoryModel
internal import LDAPClient

/// Why an LDAP source could not be read; becomes a ``SourceError`` at the port.
enum LDAPSourceFailure: Error, Equatable {
  case ldap(LDAPError)
  /// The server said that all is well, but something is missing.
  case incomplete(reason: String, message: String, hint: String?)
  case configuration(message: String, hint: String?)
  case tooLarge
  /// A password that cannot be had: the summary and the hint of whoever tried.
  case noSecret(category: FailureCategory, summary: String, hint: String?)

  static func secret(_ error: any Error) -> LDAPSourceFailure {
    guard let error = error as? any DiagnosableError else {
      return .noSecret(category: .credentials, summary: "\(error)", hint: nil)
    }
    return .noSecret(category: error.category, summary: error.summary, hint: error.hint)
  }

  /// Whether a new connection and a read from its beginning may help.
  var isBroken: Bool {
    if case .ldap(let error) = self { return error.isBroken }
    return false
  }

  func sourceError(_ settings: LDAPSourceSettings) -> SourceError {
    switch self {
    case .ldap(let error): Self.sourceError(error, settings)
    case .incomplete(let reason, let message, let hint):
      SourceError(
        source: settings.name,
        code: "incomplete",
        reason: reason,
        summary: "source \(settings.name) is incomplete: \(message)",
        hint: hint
      )
    case .configuration(let message, let hint):
      SourceError(
        source: settings.name,
        category: .configuration,
        code: "configuration",
        reason: "invalid-value",
        summary: "source \(settings.name): \(message)",
        hint: hint
      )
    case .tooLarge:
      SourceError(
        source: settings.name,
        code: "incomplete",
        reason: "too-large",
        summary: "source \(settings.name): \(ArenaFull().summary)",
        hint: ArenaFull().hint
      )
    case .noSecret(let category, let summary, let hint):
      SourceError(
        source: settings.name,
        category: category,
        code: "configuration",
        reason: "secret",
        summary: "source \(settings.name): \(summary)",
        hint: hint
      )
    }
  }

  private static func sourceError(
    _ error: LDAPError,
    _ settings: LDAPSourceSettings
  ) -> SourceError {
    let (category, code, reason): (FailureCategory, String, String) =
      switch error.kind {
      case .invalidInput: (.configuration, "configuration", "invalid-value")
      case .unprotected: (.configuration, "configuration", "unprotected")
      case .unreachable: (.source, "unreachable", "connect")
      case .timedOut: (.source, "unreachable", "time-out")
      case .cancelled: (.source, "cancelled", "cancelled")
      case .tlsFailed: (.source, "unreachable", "tls")
      case .untrusted: (.source, "unreachable", "certificate")
      case .cookieRefused: (.source, "incomplete", "cookie")
      case .disconnected: (.source, "incomplete", "disconnected")
      case .malformed: (.source, "incomplete", "malformed")
      case .tooLarge: (.source, "incomplete", "too-large")
      case .incomplete: (.source, "incomplete", "no-end")
      case .result(.invalidCredentials), .result(.inappropriateAuthentication),
        .result(.authMethodNotSupported), .result(.localError):
        (.credentials, "refused", "credentials")
      case .result(let code): (.source, "incomplete", "result-\(code.rawValue)")
      }
    return SourceError(
      source: settings.name,
      category: category,
      code: code,
      reason: reason,
      summary: "source \(settings.name): \(error.summary)",
      hint: error.hint
    )
  }
}

extension LDAPSourceFailure {
  /// A filter of the configuration, parsed.
  static func filter(
    _ text: String?,
    _ key: String
  ) throws(LDAPSourceFailure) -> LDAPFilter? {
    guard let text else { return nil }
    do throws(LDAPError) {
      return try LDAPFilter(parsing: text)
    } catch {
      throw .configuration(message: "'\(key)': \(error.summary)", hint: error.hint)
    }
  }
}
