internal import COpenLDAP

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Owns a connection's handle.
struct LDAPHandle: ~Copyable {
  let pointer: OpaquePointer

  deinit {
    ldap_unbind_ext_s(pointer, nil, nil)
  }
}

/// Owns one message of a server.
struct LDAPMessage: ~Copyable {
  let pointer: OpaquePointer

  deinit {
    ldap_msgfree(pointer)
  }
}

/// Owns the position within an entry that is being decoded.
struct LDAPEntryPosition: ~Copyable {
  let pointer: OpaquePointer

  deinit {
    // The bytes are the message's.
    ber_free(pointer, 0)
  }
}

/// Owns the controls of an answer.
struct LDAPControls: ~Copyable {
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>

  deinit {
    ldap_controls_free(pointer)
  }
}

/// Owns C strings in the form of an array that ends with a null pointer.
struct CStringArray: ~Copyable {
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointer = .allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() { (pointer + index).initialize(to: strdup(string)) }
    (pointer + strings.count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(pointer[index]) }
    pointer.deallocate()
  }
}

/// Copies a string of libldap's and frees it.
func takingString(_ pointer: UnsafeMutablePointer<CChar>?) -> String? {
  guard let pointer else { return nil }
  defer { ldap_memfree(pointer) }
  let text = String(cString: pointer)
  return text.isEmpty ? nil : text
}
