internal import COpenLDAP

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LDAPSession {
  /// Sets what every connection needs, before anything is sent.
  ///
  /// Numbers go by the address of an `Int32`, switches as null or ``copenldap_option_on()``, texts as such.
  func applyOptions() throws(LDAPError) {
    try set(LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3, "protocol version")
    // On, libldap would follow referrals by itself, to any host and without credentials.
    try check(ldap_set_option(handle.pointer, LDAP_OPT_REFERRALS, nil), "referrals")
    if !settings.usesSystemDefaults { try set(LDAP_OPT_DEREF, LDAP_DEREF_NEVER, "aliases") }
    limitIncoming()
  }

  /// Sets how to recognise the server; after that TLS may begin.
  func applyTLSOptions(verifying: Bool) throws(LDAPError) {
    if let folder = authorityFolder { try set(LDAP_OPT_X_TLS_CACERTDIR, folder, "TLS_CACERTDIR") }
    if let file = authorityFile { try set(LDAP_OPT_X_TLS_CACERTFILE, file, "caFile") }
    if let file = settings.certificateFile ?? systemDefault(LDAP_OPT_X_TLS_CERTFILE) {
      try set(LDAP_OPT_X_TLS_CERTFILE, file, "certificateFile")
    }
    if let file = settings.keyFile ?? systemDefault(LDAP_OPT_X_TLS_KEYFILE) {
      try set(LDAP_OPT_X_TLS_KEYFILE, file, "keyFile")
    }
    // Only these two: LDAP_OPT_X_TLS_ALLOW lets an unknown authority pass.
    let check = verifying ? LDAP_OPT_X_TLS_HARD : LDAP_OPT_X_TLS_NEVER
    try set(LDAP_OPT_X_TLS_REQUIRE_CERT, check, "verifyCertificate")
    // TLS 1.2: 3.3 on the wire.
    try set(LDAP_OPT_X_TLS_PROTOCOL_MIN, 0x303, "TLS version")
    // Last, since it is what makes the others count on this handle.
    var isServer: Int32 = 0
    guard ldap_set_option(handle.pointer, LDAP_OPT_X_TLS_NEWCTX, &isServer) == LDAP_OPT_SUCCESS
    else {
      let files = [authorityFile, settings.certificateFile, settings.keyFile].compactMap(\.self)
      let unreadable = files.first { access($0, R_OK) != 0 }
      let why = unreadable.map { "cannot read \($0): \(systemMessage(errno))" }
      throw LDAPError(
        .tlsFailed,
        "set TLS up",
        server: "\(url)",
        detail: why ?? "not certificates in PEM: " + files.joined(separator: ", ")
      )
    }
  }

  /// Whom a server's certificate has to come from: what is configured, what ldap.conf names if it counts, the system's bundle.
  var authorities: String? { authorityFile ?? authorityFolder }

  private var authorityFile: String? {
    settings.caFile ?? systemDefault(LDAP_OPT_X_TLS_CACERTFILE)
      ?? (authorityFolder == nil ? LDAPLibrary.systemAuthorities() : nil)
  }

  private var authorityFolder: String? {
    settings.caFile == nil ? systemDefault(LDAP_OPT_X_TLS_CACERTDIR) : nil
  }

  /// What libldap's own files and variables name, if they count: a handle of its own does not take paths over.
  private func systemDefault(_ option: Int32) -> String? {
    guard settings.usesSystemDefaults else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    ldap_get_option(nil, option, &text)
    return takingString(text)
  }

  private func limitIncoming() {
    var sockbuf: OpaquePointer?
    ldap_get_option(handle.pointer, LDAP_OPT_SOCKBUF, &sockbuf)
    var limit = ber_len_t(max(settings.maximumEntrySize, 1024))
    if let sockbuf { ber_sockbuf_ctrl(sockbuf, LBER_SB_OPT_SET_MAX_INCOMING, &limit) }
  }

  private func set(_ option: Int32, _ value: Int32, _ name: String) throws(LDAPError) {
    var value = value
    try check(ldap_set_option(handle.pointer, option, &value), name)
  }

  private func set(_ option: Int32, _ value: String, _ name: String) throws(LDAPError) {
    try check(ldap_set_option(handle.pointer, option, value), name)
  }

  private func check(_ status: Int32, _ name: String) throws(LDAPError) {
    guard status == LDAP_OPT_SUCCESS else {
      throw LDAPError(.invalidInput, "set the option for \(name)", server: "\(url)")
    }
  }
}
