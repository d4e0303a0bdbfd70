/// A connection to a directory server: open, bound, one search at a time.
///
/// libldap blocks, so all of it happens on a thread of the connection's own; values come out. A connection on
/// which anything failed is of no more use.
package actor LDAPConnection {
  private let session: LDAPSession
  private let executor: QueueExecutor
  private nonisolated let watchdog: Watchdog
  package nonisolated let url: LDAPURL
  /// What is read cannot be read or changed on the way: TLS, a sealed ticket, or no way at all.
  package nonisolated let isProtected: Bool

  /// `TLSv1.3` and the certificate that was shown; nil without TLS.
  package nonisolated let tls: (version: String, certificate: ServerCertificate)?

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Connects, protects the connection and binds, each within its time limit.
  ///
  /// - Throws: ``LDAPError``; with `.untrusted` it says what the certificate is for.
  package static func open(
    _ url: LDAPURL,
    settings: LDAPConnectionSettings
  ) async throws(LDAPError) -> LDAPConnection {
    let watchdog = Watchdog(settings.timeouts)
    let executor = QueueExecutor(label: "rollcall.ldap")
    let opener = Opener(executor: executor)
    return try await watchdog.cuttingOnCancellation { () throws(LDAPError) in
      try await opener.open(url, settings, watchdog)
    }
  }

  /// - Note: Runs on the executor of the connection to be, since it keeps the session, which may not move.
  fileprivate init(_ session: sending LDAPSession, _ executor: QueueExecutor) {
    watchdog = session.watchdog
    url = session.url
    isProtected = session.isEncrypted || session.isLocal
    tls = session.certificate.map { (session.tlsVersion ?? "TLS", $0) }
    self.session = session
    self.executor = executor
  }

  /// Begins a search; the one before is forgotten.
  package func begin(_ request: LDAPSearchRequest) {
    session.begin(request)
  }

  /// The next entries of the search, or nil if it has ended.
  ///
  /// - Throws: ``LDAPError`` for every end of the search but a proven one.
  package func nextBatch() async throws(LDAPError) -> LDAPBatch? {
    try await watchdog.cuttingOnCancellation { () throws(LDAPError) in
      try self.takeBatch()
    }
  }

  /// Runs a search whose answer is small: the root, one entry.
  ///
  /// - Throws: ``LDAPError`` also if there are more than a thousand entries.
  package func fewEntries(
    _ request: LDAPSearchRequest
  ) async throws(LDAPError) -> [LDAPEntry] {
    begin(request)
    var entries: [LDAPEntry] = []
    while let batch = try await nextBatch() {
      entries += (0..<batch.count).map { batch[$0] }
      guard entries.count <= 1000 else {
        throw LDAPError(
          .tooLarge,
          "search '\(request.base)'",
          server: "\(url)",
          detail: "more than a thousand entries where a few were expected"
        )
      }
      if batch.isLast { break }
    }
    return entries
  }

  /// Looks for entries by their names, of which there may be thousands, many at a time.
  ///
  /// - Returns: For each name, in their order, what `body` makes of its entry; the entry itself is not kept.
  /// - Throws: ``LDAPError`` if any of them cannot be told.
  package func lookUp<Value: Sendable>(
    _ names: [String],
    attributes: [String],
    _ body: @Sendable (LDAPEntry) -> Value
  ) async throws(LDAPError) -> [LDAPLookUp<Value>] {
    try await watchdog.cuttingOnCancellation { () throws(LDAPError) in
      try self.takeLookUps(names, attributes, body)
    }
  }

  private func takeLookUps<Value: Sendable>(
    _ names: [String],
    _ attributes: [String],
    _ body: @Sendable (LDAPEntry) -> Value
  ) throws(LDAPError) -> [LDAPLookUp<Value>] {
    try session.lookUp(names, attributes: attributes, body)
  }

  private func takeBatch() throws(LDAPError) -> LDAPBatch? {
    try session.nextBatch()
  }
}

/// Opens sessions on the thread on which they will live.
private actor Opener {
  private let executor: QueueExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(executor: QueueExecutor) {
    self.executor = executor
  }

  func open(
    _ url: LDAPURL,
    _ settings: LDAPConnectionSettings,
    _ watchdog: Watchdog
  ) throws(LDAPError) -> LDAPConnection {
    let session = try LDAPSession(url, settings: settings, watchdog: watchdog)
    try session.applyOptions()
    try session.startTLS()
    try session.bind()
    return LDAPConnection(session, executor)
  }
}

extension Watchdog {
  /// Runs `body`; if its task is cancelled meanwhile, whatever waits on the socket ends at once.
  fileprivate func cuttingOnCancellation<Value: Sendable>(
    _ body: () async throws(LDAPError) -> Value
  ) async throws(LDAPError) -> Value {
    let result: Result<Value, LDAPError> = await withTaskCancellationHandler {
      do throws(LDAPError) {
        return .success(try await body())
      } catch {
        return .failure(error)
      }
    } onCancel: {
      cut(.cancelled)
    }
    return try result.get()
  }
}
