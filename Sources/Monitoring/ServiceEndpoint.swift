package import HTTPTransport
package import HTTPTypes

/// One address of a service that is told something: ``ServiceAddress`` with its path to the letter, and a query.
///
/// Path and query often are the service's secret, so messages name the host alone.
package struct ServiceEndpoint: Equatable, Sendable {
  private let address: ServiceAddress
  private let target: String

  /// - Throws: ``HTTPTransportError`` with `refusedAddress`: not https, a user, characters that no address holds.
  package init(parsing text: String) throws(HTTPTransportError) {
    let base = text.prefix { $0 != "?" && $0 != "#" }
    do throws(HTTPTransportError) {
      address = try ServiceAddress(parsing: String(base))
    } catch {
      throw HTTPTransportError(error.problem, place: "…")
    }
    let query = text.dropFirst(base.count).prefix { $0 != "#" }
    let isPlain = query.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }
    guard isPlain else {
      throw HTTPTransportError(
        .refusedAddress("its query holds characters that have to be percent-encoded"),
        place: "\(address.scheme)://\(address.authority)"
      )
    }
    let slash = base.hasSuffix("/") || address.path.isEmpty ? "/" : ""
    target = slash + query
  }

  package var place: String { "\(address.scheme)://\(address.authority)" }

  package func request(_ method: HTTPRequest.Method) -> HTTPRequest {
    address.request(method, target)
  }

  /// The failure without path and query.
  package func named(_ error: HTTPTransportError) -> String {
    HTTPTransportError(error.problem, place: place).summary
  }
}
