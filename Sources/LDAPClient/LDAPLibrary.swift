internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What is set once for the whole process before libldap's first call.
package enum LDAPLibrary {
  private static let usesDefaults = Mutex<Bool?>(nil)

  /// Decides whether libldap reads `ldap.conf`, `ldaprc` and the `LDAP…` variables of the environment.
  ///
  /// Its own switch for that, `LDAPNOINIT`, is looked at once a process (ldap.conf(5)). The working folder's
  /// `ldaprc` could otherwise name an authority of its own. Also ignores SIGPIPE: libldap writes
  /// to sockets without `MSG_NOSIGNAL`, and a connection that is cut would end the process without a word.
  ///
  /// - Throws: ``LDAPError`` if it was decided otherwise before.
  package static func prepare(usingSystemDefaults wanted: Bool) throws(LDAPError) {
    let decided = usesDefaults.withLock { decision in
      if let decision { return decision }
      if wanted {
        unsetenv("LDAPNOINIT")
      } else {
        setenv("LDAPNOINIT", "1", 1)
      }
      signal(SIGPIPE, SIG_IGN)
      decision = wanted
      return wanted
    }
    guard decided == wanted else {
      throw LDAPError(
        .invalidInput,
        "read the system's LDAP defaults for one source only",
        detail: "'useSystemDefaults' has to be the same for all LDAP sources"
      )
    }
  }

  /// The first of the usual bundles of trusted authorities that is there.
  static func systemAuthorities() -> String? {
    [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
    ].first { access($0, R_OK) == 0 }
  }
}
