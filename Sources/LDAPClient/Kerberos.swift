internal import COpenLDAP

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What libldap and libkrb5 ask of us for a GSSAPI bind.
enum Kerberos {
  /// Tells libkrb5, by the environment, where tickets are; there is no other way through libsasl2.
  ///
  /// With a keytab alone, tickets are fetched into memory, so that the user's own are left alone, and those of another
  /// keytab too; with a cache alone, no keytab stands in for it.
  static func use(ticketCache: String?, keytab: String?) {
    if let keytab {
      setenv("KRB5_CLIENT_KTNAME", keytab.contains(":") ? keytab : "FILE:\(keytab)", 1)
    } else if ticketCache != nil {
      unsetenv("KRB5_CLIENT_KTNAME")
    }
    if let cache = ticketCache ?? keytab.map({ "MEMORY:\($0)" }) {
      setenv("KRB5CCNAME", cache, 1)
    }
  }

  /// Answers each question of the SASL dialogue with the empty text: the ticket says all.
  static let answerNothing:
    @convention(c) (
      OpaquePointer?, UInt32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
    ) -> Int32 = { _, _, _, items in
      guard let items else { return LDAP_PARAM_ERROR }
      var item = items.assumingMemoryBound(to: copenldap_sasl_item.self)
      // SASL_CB_LIST_END
      while item.pointee.id != 0 {
        item.pointee.result = emptyText
        item.pointee.len = 0
        item += 1
      }
      return LDAP_SUCCESS
    }

  /// Lives as long as the process, as the dialogue expects.
  nonisolated(unsafe) private static let emptyText = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1).initializeMemory(
      as: UInt8.self,
      repeating: 0,
      count: 1
    )
  )
}
