internal import DirectoryModel
internal import HTTPTransport
internal import SCIMClient

/// Why a SCIM service could not be read as a source.
enum SCIMSourceFailure: Error, Equatable {
  case service(SCIMError)
  /// Something is missing; with a fixed word, and a hint.
  case incomplete(reason: String, String, hint: String?)
  case configuration(String)
  case tooLarge

  func sourceError(_ name: String) -> SourceError {
    switch self {
    case .service(let error): Self.sourceError(error, name)
    case .incomplete(let reason, let message, let hint):
      SourceError(
        source: name,
        code: "incomplete",
        reason: reason,
        summary: "source \(name) is incomplete: \(message)",
        hint: hint
      )
    case .configuration(let message):
      SourceError(
        source: name,
        category: .configuration,
        code: "configuration",
        reason: "invalid-value",
        summary: "source \(name): \(message)"
      )
    case .tooLarge:
      SourceError(
        source: name,
        code: "incomplete",
        reason: "too-large",
        summary: "source \(name): \(ArenaFull().summary)",
        hint: ArenaFull().hint
      )
    }
  }

  private static func sourceError(_ error: SCIMError, _ name: String) -> SourceError {
    let (category, code, reason): (FailureCategory, String, String) =
      switch error.kind {
      case .transport(let cause):
        error.refusesCredentials
          ? (.credentials, "refused", "credentials")
          : isConfiguration(cause)
            ? (.configuration, "configuration", "invalid-value")
            : (.source, "unreachable", "connect")
      case .unauthorized, .forbidden: (.credentials, "refused", "credentials")
      case .incomplete: (.source, "incomplete", "listing")
      case .notFound, .notSCIM, .redirected: (.source, "unreachable", "not-scim")
      case .conflict, .refused, .unsupported, .changedMeanwhile, .tooLarge, .unavailable,
        .serverError, .ignored, .blocked:
        (.source, "incomplete", "refused-\(error.status)")
      }
    return SourceError(
      source: name,
      category: category,
      code: code,
      reason: reason,
      summary: "source \(name): \(error.summary)",
      hint: error.hint
    )
  }

  private static func isConfiguration(_ error: HTTPTransportError) -> Bool {
    switch error.problem {
    case .refusedAddress, .certificates, .noToken: true
    case .noConnection, .lost, .timedOut, .tooLarge, .cancelled, .refusedCredentials: false
    }
  }
}
