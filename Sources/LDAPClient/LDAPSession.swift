internal import COpenLDAP

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One connection to one server through libldap, whose calls block: lives on the thread of its ``LDAPConnection``.
final class LDAPSession {
  let url: LDAPURL
  let settings: LDAPConnectionSettings
  let watchdog: Watchdog
  let handle: LDAPHandle
  /// The other end is this machine.
  let isLocal: Bool
  var isEncrypted = false
  var search: RunningSearch?

  /// A search that has begun and not ended.
  struct RunningSearch {
    var request: LDAPSearchRequest
    let names: AttributeNames
    /// libldap's number of the page that is being read; nil: the next is to be asked for.
    var messageID: Int32?
    /// What the server wants to see to go on; empty for the first page.
    var cookie: [UInt8] = []
    var entriesOfPage = 0
    var entries = 0
  }

  /// Connects; TLS and bind come next.
  init(
    _ url: LDAPURL,
    settings: LDAPConnectionSettings,
    watchdog: Watchdog
  ) throws(LDAPError) {
    try LDAPLibrary.prepare(usingSystemDefaults: settings.usesSystemDefaults)
    let socket = try ConnectedSocket.open(url, timeouts: settings.timeouts, watchdog: watchdog)
    isLocal = socket.isLocal
    let descriptor = socket.take()
    self.url = url
    self.settings = settings
    self.watchdog = watchdog
    handle = try Self.makeHandle(descriptor, url)
    watchdog.watch(descriptor)
  }

  deinit {
    // The descriptor is closed with the handle: a late cut must not hit another one of the same number.
    watchdog.release()
  }

  private static func makeHandle(
    _ descriptor: Int32,
    _ url: LDAPURL
  ) throws(LDAPError) -> LDAPHandle {
    var pointer: OpaquePointer?
    let kind = url.scheme == .ldapi ? LDAP_PROTO_IPC : LDAP_PROTO_TCP
    let status = ldap_init_fd(descriptor, kind, "\(url)", &pointer)
    guard status == LDAP_SUCCESS, let pointer else {
      close(descriptor)
      let code = LDAPResultCode(rawValue: status)
      throw LDAPError(.result(code), "connect", server: "\(url)")
    }
    // Without it all goes on as well.
    _ = copenldap_read_ahead(pointer, 1 << 16)
    return LDAPHandle(pointer: pointer)
  }

  /// The error that `action` ends with when libldap has given `status`.
  ///
  /// If the watchdog cut the connection, that is the reason, whatever libldap thinks.
  func failure(_ action: String, _ status: Int32) -> LDAPError {
    let server = "\(url)"
    if let reason = watchdog.reason { return reason.error(action, server: server) }
    let code = LDAPResultCode(rawValue: status)
    let detail = diagnosticText
    switch code {
    case .serverDown: return LDAPError(.disconnected, action, server: server, detail: detail)
    case .decodingError: return LDAPError(.malformed, action, server: server, detail: detail)
    default: return LDAPError(.result(code), action, server: server, detail: detail)
    }
  }

  /// What the server, or libldap, says about the last failure.
  private var diagnosticText: String? {
    var text: UnsafeMutablePointer<CChar>?
    ldap_get_option(handle.pointer, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text)
    return takingString(text)
  }

  /// The code of the last failure, which some calls only leave in the handle.
  var lastCode: Int32 {
    var code: Int32 = 0
    ldap_get_option(handle.pointer, LDAP_OPT_RESULT_CODE, &code)
    return code
  }
}
