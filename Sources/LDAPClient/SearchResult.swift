internal import COpenLDAP

/// The message that ends a page.
struct SearchResult {
  let code: LDAPResultCode
  /// The server's text, the part of the base that exists, the servers that it refers to.
  let detail: String?
  /// Of the paging control; nil if there was none.
  let cookie: [UInt8]?

  init(
    _ handle: borrowing LDAPHandle,
    _ message: borrowing LDAPMessage,
    whenParsingFails failure: (Int32) -> LDAPError
  ) throws(LDAPError) {
    var code: Int32 = 0
    var matched: UnsafeMutablePointer<CChar>?
    var text: UnsafeMutablePointer<CChar>?
    var referrals: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var list: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    let status = ldap_parse_result(
      handle.pointer,
      message.pointer,
      &code,
      &matched,
      &text,
      &referrals,
      &list,
      0
    )
    let controls = list.map { LDAPControls(pointer: $0) }
    let matchedName = takingString(matched)
    let diagnostic = takingString(text)
    let urls = takingStrings(referrals)
    guard status == LDAP_SUCCESS else { throw failure(status) }
    self.code = LDAPResultCode(rawValue: code)
    var details = [diagnostic].compactMap(\.self)
    if !urls.isEmpty { details.append("it refers to " + urls.joined(separator: ", ")) }
    if code == LDAP_NO_SUCH_OBJECT, let matchedName {
      details.append("what exists is '\(matchedName)'")
    }
    detail = details.isEmpty ? nil : details.joined(separator: "; ")
    switch controls {
    case .some(let controls): cookie = try Self.cookie(handle, controls, failure)
    case nil: cookie = nil
    }
  }

  private static func cookie(
    _ handle: borrowing LDAPHandle,
    _ controls: borrowing LDAPControls,
    _ failure: (Int32) -> LDAPError
  ) throws(LDAPError) -> [UInt8]? {
    guard let control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls.pointer, nil) else {
      return nil
    }
    var estimate: ber_int_t = 0
    var cookie = berval()
    let status = ldap_parse_pageresponse_control(handle.pointer, control, &estimate, &cookie)
    guard status == LDAP_SUCCESS else { throw failure(status) }
    defer { ber_memfree(cookie.bv_val) }
    return Array(UnsafeRawBufferPointer(start: cookie.bv_val, count: Int(cookie.bv_len)))
  }
}

/// Copies a list of strings of libldap's and frees it.
func takingStrings(
  _ pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> [String] {
  guard let pointer else { return [] }
  defer {
    ber_memvfree(
      UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: (UnsafeMutableRawPointer?).self)
    )
  }
  var strings: [String] = []
  var next = pointer
  while let string = next.pointee {
    strings.append(String(cString: string))
    next += 1
  }
  return strings
}
