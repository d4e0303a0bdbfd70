extension LDAPSession {
  /// The error of a TLS set-up that failed.
  func tlsFailure(_ status: Int32) -> LDAPError {
    failure("set TLS up", status)
  }
}
