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
    if let file = settings.caFile ?? defaultAuthorities() {
      try set(LDAP_OPT_X_TLS_CACERTFILE, file, "caFile")
    }
    if let file = settings.certificateFile {
      try set(LDAP_OPT_X_TLS_CERTFILE, file, "certificateFile")
    }
    if let file = settings.keyFile { try set(LDAP_OPT_X_TLS_KEYFILE, file, "keyFile") }
    // Only these two: LDAP_OPT_X_TLS_ALLOW lets an unknown authority pass.
    let check = verifying ? LDAP_OPT_X_TLS_HARD : LDAP_OPT_X_TLS_NEVER
    try set(LDAP_OPT_X_TLS_REQUIRE_CERT, check, "verifyCertificate")
    // TLS 1.2: 3.3 on the wire.
    try set(LDAP_OPT_X_TLS_PROTOCOL_MIN, 0x303, "TLS version")
    // Last, since it is what makes the others count on this handle.
    var isServer: Int32 = 0
    guard ldap_set_option(handle.pointer, LDAP_OPT_X_TLS_NEWCTX, &isServer) == LDAP_OPT_SUCCESS
    else {
      let files = [settings.caFile, settings.certificateFile, settings.keyFile].compactMap(\.self)
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

  /// The system's bundle, unless ldap.conf names one and counts.
  private func defaultAuthorities() -> String? {
    if settings.usesSystemDefaults {
      var file: UnsafeMutablePointer<CChar>?
      ldap_get_option(handle.pointer, LDAP_OPT_X_TLS_CACERTFILE, &file)
      var folder: UnsafeMutablePointer<CChar>?
      ldap_get_option(handle.pointer, LDAP_OPT_X_TLS_CACERTDIR, &folder)
      let hasFile = takingString(file) != nil
      let hasFolder = takingString(folder) != nil
      if hasFile || hasFolder { return nil }
    }
    return LDAPLibrary.systemAuthorities()
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
