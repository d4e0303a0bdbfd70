internal import COpenLDAP

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LDAPSession {
  func begin(_ request: LDAPSearchRequest) {
    search = RunningSearch(request: request, names: AttributeNames(request.attributes))
  }

  /// The next entries of the search that was begun.
  ///
  /// - Returns: nil if it has ended before.
  /// - Throws: ``LDAPError`` for every end but result 0, and for a result 0 that does not prove the end.
  func nextBatch() throws(LDAPError) -> LDAPBatch? {
    guard var running = search else { return nil }
    search = nil
    var builder = LDAPBatchBuilder()
    var isLast = false
    while !builder.isFull {
      if running.messageID == nil { try requestPage(&running) }
      let message = try nextMessage(running)
      switch ldap_msgtype(message.pointer) {
      case Int32(LDAP_RES_SEARCH_ENTRY):
        try decode(message, running, into: &builder)
        running.entriesOfPage += 1
        running.entries += 1
      case Int32(LDAP_RES_SEARCH_REFERENCE):
        try decodeReference(message, running, into: &builder)
      case Int32(LDAP_RES_SEARCH_RESULT):
        isLast = try finishPage(message, &running)
      default: break
      }
      if isLast || running.messageID == nil { break }
    }
    if !isLast { search = running }
    return LDAPBatch(builder, isLast: isLast)
  }

  func action(_ running: RunningSearch) -> String {
    "search '\(running.request.base)'"
  }

  func requestPage(_ running: inout RunningSearch) throws(LDAPError) {
    let request = running.request
    let controls = try RequestControls(handle, request, cookie: running.cookie)
    let attributes = CStringArray(request.attributes)
    var identifier: Int32 = 0
    let status = watchdog.waiting {
      ldap_search_ext(
        handle.pointer,
        request.base,
        request.scope.code,
        request.filter,
        attributes.pointer,
        0,
        controls.pointer,
        nil,
        nil,
        0,
        &identifier
      )
    }
    guard status == LDAP_SUCCESS else { throw failure(action(running), status) }
    running.messageID = identifier
    running.entriesOfPage = 0
  }

  func nextMessage(_ running: RunningSearch) throws(LDAPError) -> LDAPMessage {
    var pointer: OpaquePointer?
    errno = 0
    // Without a time limit of libldap's, which does not hold in the middle of a message: the watchdog has one.
    let kind = watchdog.waiting {
      ldap_result(handle.pointer, running.messageID ?? 0, LDAP_MSG_ONE, nil, &pointer)
    }
    let systemError = errno
    guard kind > 0, let pointer else {
      // What lber says when a message passes LBER_SB_OPT_SET_MAX_INCOMING.
      if systemError == ERANGE, watchdog.reason == nil {
        throw LDAPError(
          .tooLarge,
          action(running),
          server: "\(url)",
          detail: "one answer is larger than \(settings.maximumEntrySize >> 20) MiB"
        )
      }
      let code = lastCode
      throw failure(action(running), code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code)
    }
    return LDAPMessage(pointer: pointer)
  }

  /// - Returns: Whether that was the last page.
  private func finishPage(
    _ message: borrowing LDAPMessage,
    _ running: inout RunningSearch
  ) throws(LDAPError) -> Bool {
    running.messageID = nil
    let result = try SearchResult(
      handle,
      message,
      whenParsingFails: { failure(action(running), $0) }
    )
    let isFirstPage = running.cookie.isEmpty && running.entriesOfPage == 0
    guard result.code == .success else {
      if isFirstPage, stepDown(&running, result.code) { return false }
      // Both are usual for a cookie that is too old, or whose server forgot it.
      let isRefused = [.unwillingToPerform, .unavailableCriticalExtension].contains(result.code)
      let isLost = isRefused && !running.cookie.isEmpty && running.entriesOfPage == 0
      throw LDAPError(
        isLost ? .cookieRefused(result.code) : .result(result.code),
        action(running),
        server: "\(url)",
        detail: result.detail
      )
    }
    if let cookie = result.cookie, !cookie.isEmpty {
      running.cookie = cookie
      return false
    }
    // Without the control that ends a paged search, a full page is no proof of the end.
    let pageSize = running.request.pageSize
    if result.cookie == nil, pageSize > 0, running.entriesOfPage >= pageSize {
      throw LDAPError(
        .incomplete,
        action(running),
        server: "\(url)",
        detail:
          "the server ended after a full page of \(pageSize) entries without saying that it was the last"
      )
    }
    return true
  }

  /// Asks again in smaller pages, or without pages, where the server refuses the first page for that.
  private func stepDown(_ running: inout RunningSearch, _ code: LDAPResultCode) -> Bool {
    guard running.request.pageSize > 0 else { return false }
    if code == .adminLimitExceeded, running.request.pageSize > 50 {
      running.request.pageSize /= 2
      return true
    }
    if code == .unavailableCriticalExtension {
      running.request.pageSize = 0
      return true
    }
    return false
  }
}

extension LDAPScope {
  fileprivate var code: Int32 {
    switch self {
    case .base: Int32(LDAP_SCOPE_BASE)
    case .oneLevel: Int32(LDAP_SCOPE_ONELEVEL)
    case .subtree: Int32(LDAP_SCOPE_SUBTREE)
    }
  }
}
