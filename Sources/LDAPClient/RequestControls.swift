internal import COpenLDAP

/// The controls that go with one page of a search, in libldap's form.
struct RequestControls: ~Copyable {
  /// Ends with a null pointer.
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>
  private let count: Int

  init(
    _ handle: borrowing LDAPHandle,
    _ request: LDAPSearchRequest,
    cookie: [UInt8]
  ) throws(LDAPError) {
    var controls: [UnsafeMutablePointer<LDAPControl>] = []
    for wanted in request.controls {
      var control: UnsafeMutablePointer<LDAPControl>?
      ldap_control_create(wanted.oid, wanted.isCritical ? 1 : 0, nil, 0, &control)
      if let control { controls.append(control) }
    }
    if request.pageSize > 0 {
      var bytes = cookie
      var control: UnsafeMutablePointer<LDAPControl>?
      bytes.withUnsafeMutableBytes { buffer in
        var value = berval(
          bv_len: ber_len_t(buffer.count),
          bv_val: buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        )
        let size = ber_int_t(clamping: request.pageSize)
        ldap_create_page_control(handle.pointer, size, &value, 1, &control)
      }
      if let control { controls.append(control) }
    }
    count = controls.count
    pointer = .allocate(capacity: controls.count + 1)
    for (index, control) in controls.enumerated() { (pointer + index).initialize(to: control) }
    (pointer + controls.count).initialize(to: nil)
    guard count == request.controls.count + (request.pageSize > 0 ? 1 : 0) else {
      throw LDAPError(.invalidInput, "search '\(request.base)'", detail: "a control cannot be made")
    }
  }

  deinit {
    for index in 0..<count {
      if let control = pointer[index] { ldap_control_free(control) }
    }
    pointer.deallocate()
  }
}
