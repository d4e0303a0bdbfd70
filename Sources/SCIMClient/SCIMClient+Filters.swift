internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader
internal import Synchronization

extension SCIMClient {
  /// Resources that a filter finds, in one page.
  ///
  /// - Throws: ``SCIMError``
  package func find(
    _ endpoint: SCIMEndpoint,
    _ filter: String
  ) async throws(SCIMError) -> SCIMListPage {
    var query = SCIMQuery()
    query.add("filter", filter)
    let (reply, request) = try await send(.get, path(endpoint) + query.text)
    let body = try json(reply, request)
    do throws(SCIMListPage.Flaw) {
      return try SCIMListPage(body)
    } catch {
      throw SCIMError(
        .notSCIM,
        request: request,
        status: reply.status,
        detail: "it is no list response"
      )
    }
  }

  /// Whether `attribute eq "…"` can be relied upon: asked twice, and remembered.
  ///
  /// - Parameters:
  ///   - endpoint: Users or groups.
  ///   - attribute: What is compared.
  ///   - known: A resource that has to be found, with its value; nil if none is known, which leaves it at ``FilterVerdict/silent``.
  ///   - nonce: A value that nobody has.
  /// - Returns: What the service does with such a filter.
  /// - Throws: ``SCIMError`` only where the service cannot be asked at all.
  package func verdict(
    on endpoint: SCIMEndpoint,
    _ attribute: String,
    known: (id: String, value: String)?,
    nonce: String
  ) async throws(SCIMError) -> FilterVerdict {
    let key = "\(endpoint.rawValue) \(attribute)"
    if let verdict = lessons.withLock({ $0.filterVerdicts[key] }) { return verdict }
    let verdict = try await probe(endpoint, attribute, known, nonce)
    lessons.withLock { $0.filterVerdicts[key] = verdict }
    return verdict
  }

  private func probe(
    _ endpoint: SCIMEndpoint,
    _ attribute: String,
    _ known: (id: String, value: String)?,
    _ nonce: String
  ) async throws(SCIMError) -> FilterVerdict {
    do throws(SCIMError) {
      let nobody = try await find(endpoint, EqualityFilter(attribute, nonce).text)
      if nobody.total != 0 || !nobody.resources.isEmpty { return .ignored }
      guard let known, EqualityFilter.isTrustworthy(known.value) else { return .silent }
      let somebody = try await find(endpoint, EqualityFilter(attribute, known.value).text)
      return somebody.resources.contains { $0.id == known.id } ? .works : .silent
    } catch {
      switch error.kind {
      case .refused, .unsupported, .serverError, .notSCIM, .forbidden, .notFound: return .refused
      default: throw error
      }
    }
  }
}
