internal import COpenLDAP

extension LDAPSession {
  /// Copies an entry out of a message.
  ///
  /// The `_ber` calls give pointers into the message: half the processor time of those that copy.
  func decode(
    _ message: borrowing LDAPMessage,
    _ running: RunningSearch,
    into builder: inout LDAPBatchBuilder
  ) throws(LDAPError) {
    var position: OpaquePointer?
    var dn = berval()
    let status = ldap_get_dn_ber(handle.pointer, message.pointer, &position, &dn)
    guard status == LDAP_SUCCESS, let position else { throw failure(action(running), status) }
    let owner = LDAPEntryPosition(pointer: position)
    var entry = LDAPBatch.EntryRecord(
      dn: builder.append(dn.bytes),
      firstAttribute: UInt32(builder.attributes.count),
      attributeCount: 0
    )
    while true {
      var name = berval()
      var values: UnsafeMutablePointer<berval>?
      let status = ldap_get_attribute_ber(
        handle.pointer,
        message.pointer,
        owner.pointer,
        &name,
        &values
      )
      defer { ber_memfree(values) }
      guard status == LDAP_SUCCESS else { throw failure(action(running), status) }
      guard name.bv_val != nil else { break }
      guard let match = running.names.match(name.bytes) else { continue }
      let first = builder.values.count
      append(values, into: &builder)
      builder.attributes.append(
        LDAPBatch.AttributeRecord(
          number: UInt16(match.number),
          hasOption: match.hasOption,
          nextStart: match.nextStart,
          firstValue: UInt32(first),
          valueCount: UInt32(builder.values.count - first)
        )
      )
      entry.attributeCount += 1
    }
    builder.entries.append(entry)
  }

  func decodeReference(
    _ message: borrowing LDAPMessage,
    _ running: RunningSearch,
    into builder: inout LDAPBatchBuilder
  ) throws(LDAPError) {
    var urls: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let status = ldap_parse_reference(handle.pointer, message.pointer, &urls, nil, 0)
    guard status == LDAP_SUCCESS else { throw failure(action(running), status) }
    builder.references += takingStrings(urls)
  }

  private func append(
    _ values: UnsafeMutablePointer<berval>?,
    into builder: inout LDAPBatchBuilder
  ) {
    guard var next = values else { return }
    while next.pointee.bv_val != nil {
      builder.values.append(builder.append(next.pointee.bytes))
      next += 1
    }
  }
}

extension berval {
  fileprivate var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bv_val, count: bv_val == nil ? 0 : Int(bv_len))
  }
}
