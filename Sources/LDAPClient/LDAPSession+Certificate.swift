internal import COpenLDAP

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LDAPSession {
  /// The server's certificate; nil without TLS.
  var certificate: ServerCertificate? {
    var value = berval()
    let status = ldap_get_option(handle.pointer, LDAP_OPT_X_TLS_PEERCERT, &value)
    guard status == LDAP_OPT_SUCCESS, let bytes = value.bv_val else { return nil }
    defer { ber_memfree(bytes) }
    return ServerCertificate(
      der: Array(UnsafeRawBufferPointer(start: bytes, count: Int(value.bv_len)))
    )
  }

  /// The version of TLS that is spoken, as libldap calls it: `TLSv1.3`.
  var tlsVersion: String? {
    guard certificate != nil else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    ldap_get_option(handle.pointer, LDAP_OPT_X_TLS_VERSION, &text)
    return takingString(text)
  }

  /// The error of a TLS set-up that failed.
  ///
  /// libldap says "connect error" for an unknown authority, a wrong name and an old certificate alike: another
  /// connection without any check, on which nothing is sent, shows the certificate that was refused.
  func tlsFailure(_ status: Int32) -> LDAPError {
    let plain = failure("set TLS up", status)
    // A server that answered in words (RFC 4511, 4.14) has no certificate to blame.
    guard watchdog.reason == nil, settings.verifiesCertificate, status < 0,
      let certificate = unverifiedCertificate
    else {
      guard case .disconnected = plain.kind else { return plain }
      return LDAPError(.tlsFailed, plain.action, server: plain.server, detail: plain.detail)
    }
    return LDAPError(
      .untrusted,
      "set TLS up",
      server: "\(url)",
      detail: complaint(about: certificate)
    )
  }

  private var unverifiedCertificate: ServerCertificate? {
    var unchecked = settings
    unchecked.verifiesCertificate = false
    unchecked.certificateFile = nil
    unchecked.keyFile = nil
    guard
      let other = try? LDAPSession(url, settings: unchecked, watchdog: Watchdog(settings.timeouts)),
      (try? other.applyOptions()) != nil, (try? other.startTLS()) != nil
    else { return nil }
    return other.certificate
  }

  private func complaint(about certificate: ServerCertificate) -> String {
    let now = Self.currentTime
    if certificate.validUntil < now {
      return "it expired on \(ServerCertificate.day(certificate.validUntil))"
    }
    if certificate.validFrom > now {
      return "it is valid from \(ServerCertificate.day(certificate.validFrom)) on only"
    }
    if !certificate.isFor(url.host) {
      let names = certificate.names.isEmpty ? [certificate.subject] : certificate.names
      return "it is for \(names.prefix(8).joined(separator: ", ")), not for \(url.host)"
    }
    let trust = authorities ?? "no file at all"
    return
      "it was issued by '\(certificate.issuer)', which is not among the authorities in \(trust)"
  }

  /// `YYYYMMDDHHMMSS`, UTC.
  private static var currentTime: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: Int32, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return padded(parts.tm_year + 1900, 4) + padded(parts.tm_mon + 1, 2) + padded(parts.tm_mday, 2)
      + padded(parts.tm_hour, 2) + padded(parts.tm_min, 2) + padded(parts.tm_sec, 2)
  }
}
