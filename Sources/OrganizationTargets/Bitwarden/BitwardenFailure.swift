internal import DirectoryModel
internal import HTTPTransport

/// Why a call to Bitwarden did not do what it should.
enum BitwardenFailure: Error, Equatable {
  case transport(HTTPTransportError)
  /// The server said no; the text is its own.
  case refused(status: Int, message: String)
  /// 404 without a body: not in this organization, or no such path on this server.
  case missing
  /// What stands in front of the server answered, or another server.
  case notBitwarden(status: Int)
  /// An answer that is not what the contract says.
  case unreadable(String)
  /// Another server than Bitwarden's own, which cannot show what it has.
  case vaultwarden
  /// The server has no such call.
  case unsupported(String)
  /// The organization is no longer what the plan was made on; nothing was sent.
  case changedMeanwhile(String)
  /// Something was sent, and looking what came of it failed.
  indirect case unseen(BitwardenFailure)

  /// Says nothing about the one object that the call was about.
  var isSystemic: Bool {
    switch self {
    case .transport(let error): !error.isAboutCredentials
    case .refused(let status, _): status == 429 || status >= 500
    case .notBitwarden, .unreadable, .vaultwarden: true
    case .unseen(let failure): failure.isSystemic
    case .missing, .unsupported, .changedMeanwhile: false
    }
  }

  var refusesCredentials: Bool {
    switch self {
    case .transport(let error): error.isAboutCredentials
    case .refused(let status, _): status == 401 || status == 403
    case .unseen(let failure): failure.refusesCredentials
    case .missing, .notBitwarden, .unreadable, .vaultwarden, .unsupported, .changedMeanwhile: false
    }
  }

  /// The call may have been carried out all the same.
  var mayHaveBeenDone: Bool {
    switch self {
    case .transport(let error): error.mayHaveArrived
    case .refused(let status, _), .notBitwarden(let status): status >= 500
    case .unreadable, .unseen: true
    case .missing, .vaultwarden, .unsupported, .changedMeanwhile: false
    }
  }

  var message: String {
    switch self {
    case .transport(let error): error.summary
    case .refused(let status, let message):
      message.isEmpty ? "Bitwarden answered \(status)" : "Bitwarden answered \(status): \(message)"
    case .missing: "it is no longer in the organization"
    case .notBitwarden(let status):
      "the answer \(status) is not Bitwarden's: a proxy, or another address"
    case .unreadable(let problem): "Bitwarden's answer cannot be used: \(problem)"
    case .vaultwarden: "this is Vaultwarden, whose API cannot show members or groups"
    case .unsupported(let what): what
    case .changedMeanwhile(let what): "changed since the plan was made: \(what)"
    case .unseen(let failure):
      "sent; whether it was done cannot be seen: \(failure.message)"
    }
  }

  /// What a look-up says that failed after something was sent.
  var afterSending: BitwardenFailure {
    switch self {
    case .changedMeanwhile, .unseen: self
    case .transport, .refused, .missing, .notBitwarden, .unreadable, .vaultwarden, .unsupported:
      .unseen(self)
    }
  }

  /// No seat is left, and none can be bought (the contract's section 10).
  var isAboutSeats: Bool {
    guard case .refused(400, let message) = self else { return false }
    return [
      "Cannot auto scale self-host.", "Cannot autoscale on self-hosted instance.",
      "Seat limit has been reached", "Plan does not allow additional seats.",
    ].contains { message.contains($0) }
  }

  /// For a read: what we were doing comes first.
  func targetError(_ doing: String) -> TargetError {
    TargetError(
      category: refusesCredentials ? .credentials : .organization,
      summary: "cannot \(doing): \(self == .missing ? "the server has no such path" : message)",
      hint: hint
    )
  }

  private var hint: String? {
    switch self {
    case .transport(let error):
      error.isAboutCredentials ? Self.credentialsHint : error.hint
    case .refused(401, _), .refused(403, _): Self.credentialsHint
    case .missing, .notBitwarden:
      "Check 'organization.url': the API of a server of one's own lies below https://HOST/api."
    case .vaultwarden:
      "Without reading them there is no preview and no safe change. Use Bitwarden's own server."
    case .refused, .unreadable, .unsupported, .changedMeanwhile, .unseen: nil
    }
  }

  private static let credentialsHint =
    "Check 'organization.clientId' and 'organization.clientSecret' (the organization's API key, not a user's) and the region. A new key can take 5 minutes; a disabled organization, or a plan without API, is refused alike."
}

extension HTTPTransportError {
  fileprivate var isAboutCredentials: Bool {
    if case .refusedCredentials = problem { return true }
    return false
  }
}

extension ChangeOutcome {
  init(_ number: Int, _ failure: BitwardenFailure) {
    self.init(
      number,
      .failed,
      message: failure.message,
      isSystemic: failure.isSystemic,
      refusesCredentials: failure.refusesCredentials,
      mayHaveHappened: failure.mayHaveBeenDone
    )
  }
}
