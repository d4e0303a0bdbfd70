package import HTTPTransport

/// What came of a request, or of a listing, instead of what was wanted.
package struct SCIMError: Error, Equatable, Sendable {
  package let kind: Kind
  /// `PATCH https://scim.example.com/v2/Users/17`; without query.
  package let request: String
  /// 0 if there was no answer.
  package let status: Int
  /// What the service said, secrets taken out; may be empty.
  package let detail: String
  /// An earlier request of the same change was answered well.
  private var followsWrite = false

  package init(_ kind: Kind, request: String, status: Int = 0, detail: String = "") {
    self.kind = kind
    self.request = request
    self.status = status
    self.detail = detail
  }

  /// The service accepted a change and does not show it.
  package static func ignored(_ what: String) -> SCIMError {
    SCIMError(.ignored, request: "", detail: what)
  }

  /// Nothing was sent, or nothing can be done.
  package static func blocked(_ why: String) -> SCIMError {
    SCIMError(.blocked, request: "", detail: why)
  }

  /// The same, after an earlier request of the same change was answered well.
  package var afterWrite: SCIMError {
    var error = self
    error.followsWrite = true
    return error
  }

  /// The classes of the contract, section 10.1.
  package enum Kind: Equatable, Sendable {
    /// No whole answer.
    case transport(HTTPTransportError)
    /// 401.
    case unauthorized
    /// 403.
    case forbidden
    /// 404, 410.
    case notFound
    /// 409, or a 400 that says `uniqueness`.
    case conflict
    /// 400, 422 and other answers that find fault with the request; with `scimType`.
    case refused(String?)
    /// 405, 501.
    case unsupported
    /// 412.
    case changedMeanwhile
    /// 413.
    case tooLarge
    /// 429, 408, 502, 503, 504 after all attempts; seconds that the service wants to be left alone.
    case unavailable(retryAfter: Int64?)
    /// 500 and other 5xx.
    case serverError
    /// 3xx that may not be followed, with the place that it names.
    case redirected(to: String)
    /// 2xx, but not what SCIM answers.
    case notSCIM
    /// A listing that never was whole.
    case incomplete
    /// Accepted with 2xx, and not to be seen.
    case ignored
    /// Somebody or something else is in the way; nothing was changed.
    case blocked
  }

  /// Classes that say nothing about the one object that the request was about.
  package var isSystemic: Bool {
    switch kind {
    case .transport, .unavailable, .serverError, .redirected, .notSCIM: true
    case .unauthorized, .forbidden, .notFound, .conflict, .refused, .unsupported,
      .changedMeanwhile, .tooLarge, .incomplete, .ignored, .blocked:
      false
    }
  }

  package var refusesCredentials: Bool {
    if case .transport(let error) = kind, case .refusedCredentials = error.problem { return true }
    return kind == .unauthorized
  }

  /// The service does not do this, at all or in this form; another form may go through.
  package var isRefusal: Bool {
    switch kind {
    case .refused, .unsupported: true
    default: false
    }
  }

  /// The change may have been carried out although no good answer came.
  package var mayHaveHappened: Bool {
    if followsWrite { return true }
    return switch kind {
    case .transport(let error): error.mayHaveArrived
    case .unavailable: status != 429
    case .serverError, .notSCIM: true
    case .unauthorized, .forbidden, .notFound, .conflict, .refused, .unsupported,
      .changedMeanwhile, .tooLarge, .redirected, .incomplete, .ignored, .blocked:
      false
    }
  }

  /// Lower case, no final period.
  package var summary: String {
    // What comes after a good answer: that one is not shown to be done is said of it already.
    let isSeen = kind == .ignored || kind == .blocked
    return followsWrite && !isSeen
      ? "sent; whether it was done cannot be seen: \(ownSummary)" : ownSummary
  }

  private var ownSummary: String {
    if case .transport(let error) = kind { return error.summary }
    if kind == .ignored || kind == .blocked { return detail }
    if kind == .incomplete { return "\(request): the listing is incomplete: \(detail)" }
    let what =
      switch kind {
      case .redirected(let place): "is redirected to \(place)"
      case .notSCIM: "the answer is not SCIM"
      case .changedMeanwhile: "somebody else changed it each time it was read (\(status))"
      case .refused(let type?): "refused with \(status) \(type)"
      default: "refused with \(status)"
      }
    return detail.isEmpty ? "\(request): \(what)" : "\(request): \(what): \(detail)"
  }

  /// The next thing to try, in whole sentences.
  package var hint: String? {
    switch kind {
    case .transport(let error): return Self.hint(error)
    case .unauthorized:
      return "The service refuses the credentials: make new ones, and check 'token' or 'auth'."
    case .refused where status == 415: return "Set 'contentType' in 'options' to \"json\"."
    case .forbidden:
      return "The token is known but lacks the right: check its scope in the service."
    case .notFound, .notSCIM, .redirected:
      return "Check 'url': it is the address in front of /Users, with the version if there is one."
    case .unavailable(let seconds?):
      return "The service wants to be left alone for \(seconds) seconds: run again after that."
    case .unavailable, .serverError: return "Try again later; look at the service's own logs."
    case .incomplete where detail.contains("listing.max"):
      return "Raise 'listing.max' in 'options' if there are that many."
    case .incomplete:
      return
        "Run again when nobody changes the service; a smaller or larger 'pageSize' can help too."
    case .conflict, .refused, .unsupported, .changedMeanwhile, .tooLarge, .ignored, .blocked:
      return nil
    }
  }

  private static func hint(_ error: HTTPTransportError) -> String? {
    switch error.problem {
    case .tooLarge: "Raise 'maxBody' in 'options', or ask for smaller pages with 'pageSize'."
    case .timedOut:
      "Check the network and the server; 'timeout.answer' and 'timeout.change' in 'options' let a slow one take longer."
    case .refusedCredentials:
      "Check 'auth'; some servers want \"clientAuthentication\": \"body\" there."
    case .refusedAddress, .certificates, .noConnection, .lost, .cancelled, .noToken:
      error.hint
    }
  }
}
