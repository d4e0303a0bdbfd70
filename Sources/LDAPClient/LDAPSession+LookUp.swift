internal import COpenLDAP

/// What came of looking for an entry by its name.
package enum LDAPLookUp<Value> {
  case found(Value)
  /// There is none, or none that we may see.
  case none
  /// Another server has the part of the tree where it would be.
  case elsewhere
}

extension LDAPLookUp: Sendable where Value: Sendable {}

extension LDAPSession {
  /// Looks for entries by their names: several searches are under way at a time, since each alone is a round trip.
  ///
  /// - Returns: For each name what `body` makes of its entry.
  func lookUp<Value>(
    _ names: [String],
    attributes: [String],
    _ body: (LDAPEntry) -> Value
  ) throws(LDAPError) -> [LDAPLookUp<Value>] {
    // The search that was begun before is forgotten.
    search = nil
    let attributeNames = AttributeNames(attributes)
    var answers: [LDAPLookUp<Value>] = []
    answers.reserveCapacity(names.count)
    var running: [RunningSearch] = []
    for (index, name) in names.enumerated() {
      let request = LDAPSearchRequest(base: name, scope: .base, attributes: attributes)
      var search = RunningSearch(request: request, names: attributeNames)
      try requestPage(&search)
      running.append(search)
      guard running.count == lookUpsAtOnce || index == names.count - 1 else { continue }
      let some = index == names.count - 1 ? running.count : 1
      for search in running.prefix(some) { answers.append(try finish(search, body)) }
      running.removeFirst(some)
    }
    return answers
  }

  private func finish<Value>(
    _ search: RunningSearch,
    _ body: (LDAPEntry) -> Value
  ) throws(LDAPError) -> LDAPLookUp<Value> {
    var builder = LDAPBatchBuilder()
    while true {
      let message = try nextMessage(search)
      switch ldap_msgtype(message.pointer) {
      case Int32(LDAP_RES_SEARCH_ENTRY): try decode(message, search, into: &builder)
      case Int32(LDAP_RES_SEARCH_REFERENCE): try decodeReference(message, search, into: &builder)
      case Int32(LDAP_RES_SEARCH_RESULT):
        let result = try SearchResult(
          handle,
          message,
          whenParsingFails: { failure(action(search), $0) }
        )
        switch result.code {
        case .success:
          let batch = LDAPBatch(builder, isLast: true)
          if batch.count > 0 { return .found(body(batch[0])) }
          return batch.references.isEmpty ? .none : .elsewhere
        case .noSuchObject, .invalidDNSyntax, .insufficientAccessRights: return .none
        case .referral: return .elsewhere
        default:
          throw LDAPError(
            .result(result.code),
            action(search),
            server: "\(url)",
            detail: result.detail
          )
        }
      default: break
      }
    }
  }
}

/// Far below what a server lets wait before it closes the connection (`conn_max_pending` of slapd.conf(5): 100).
private let lookUpsAtOnce = 32
