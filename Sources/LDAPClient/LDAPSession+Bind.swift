internal import COpenLDAP

extension LDAPSession {
  /// Starts TLS where it is wanted, and refuses to go on without.
  func startTLS() throws(LDAPError) {
    let isImplicit = url.scheme == .ldaps
    guard isImplicit || settings.startTLS else { return }
    try applyTLSOptions(verifying: settings.verifiesCertificate)
    let status = watchdog.waiting {
      isImplicit ? ldap_install_tls(handle.pointer) : ldap_start_tls_s(handle.pointer, nil, nil)
    }
    guard status == LDAP_SUCCESS else { throw tlsFailure(status) }
    isEncrypted = true
  }

  /// Authenticates; an unprotected connection to another machine is refused before anything is sent.
  func bind() throws(LDAPError) {
    let isProtected = isEncrypted || isLocal || settings.acceptsUnprotected
    switch settings.bind {
    case .anonymous:
      guard isProtected else { throw unprotected() }
      try simpleBind(dn: nil, password: "", action)
    case .simple(let dn, let password):
      guard isProtected else { throw unprotected() }
      // DN and empty password is the "unauthenticated bind" (RFC 4513, 5.1.2): some servers answer success
      // and let us read as nobody.
      guard !password.value.isEmpty, !dn.isEmpty else {
        throw LDAPError(
          .invalidInput,
          action,
          server: "\(url)",
          detail: dn.isEmpty ? "the name is empty" : "the password is empty"
        )
      }
      try simpleBind(dn: dn, password: password.value, action)
    case .external:
      guard isProtected else { throw unprotected() }
      try externalBind(action)
    case .gssapi(let ticketCache, let keytab):
      Kerberos.use(ticketCache: ticketCache, keytab: keytab)
      try gssapiBind(mustSeal: !isProtected, action)
    }
  }

  private var action: String { "bind as \(settings.bind.name)" }

  private func unprotected() -> LDAPError {
    LDAPError(
      .unprotected,
      "read",
      server: "\(url)",
      detail: "the connection is not protected: anybody on the way could read it and change it"
    )
  }

  private func simpleBind(
    dn: String?,
    password: String,
    _ action: String
  ) throws(LDAPError) {
    var bytes = Array(password.utf8CString)
    let status = watchdog.waiting {
      bytes.withUnsafeMutableBufferPointer { buffer in
        // The count leaves out the final NUL.
        var credentials = berval(bv_len: ber_len_t(buffer.count - 1), bv_val: buffer.baseAddress)
        return ldap_sasl_bind_s(handle.pointer, dn, nil, &credentials, nil, nil, nil)
      }
    }
    guard status == LDAP_SUCCESS else { throw failure(action, status) }
  }

  private func externalBind(_ action: String) throws(LDAPError) {
    // Empty, not absent: without it the server asks back.
    var nothing: CChar = 0
    let status = watchdog.waiting {
      withUnsafeMutablePointer(to: &nothing) { pointer in
        var credentials = berval(bv_len: 0, bv_val: pointer)
        return ldap_sasl_bind_s(handle.pointer, nil, "EXTERNAL", &credentials, nil, nil, nil)
      }
    }
    guard status == LDAP_SUCCESS else { throw failure(action, status) }
  }

  /// With `mustSeal` the ticket itself has to encrypt what is sent, since nothing else does.
  private func gssapiBind(mustSeal: Bool, _ action: String) throws(LDAPError) {
    // The server's name goes to Kerberos as it stands in the address, not as reverse DNS has it.
    ldap_set_option(handle.pointer, LDAP_OPT_X_SASL_NOCANON, copenldap_option_on())
    if isEncrypted {
      // Active Directory refuses a second protection inside TLS.
      var most: ber_len_t = 0
      ldap_set_option(handle.pointer, LDAP_OPT_X_SASL_SSF_MAX, &most)
    } else if mustSeal {
      // More than 1: encryption, not integrity alone.
      var least: ber_len_t = 2
      ldap_set_option(handle.pointer, LDAP_OPT_X_SASL_SSF_MIN, &least)
    }
    let status = watchdog.waiting {
      ldap_sasl_interactive_bind_s(
        handle.pointer,
        nil,
        "GSSAPI",
        nil,
        nil,
        LDAP_SASL_QUIET,
        Kerberos.answerNothing,
        nil
      )
    }
    guard status == LDAP_SUCCESS else { throw failure(action, status) }
    var strength: ber_len_t = 0
    ldap_get_option(handle.pointer, LDAP_OPT_X_SASL_SSF, &strength)
    guard !mustSeal || strength > 1 else { throw unprotected() }
    isEncrypted = isEncrypted || strength > 1
  }
}
