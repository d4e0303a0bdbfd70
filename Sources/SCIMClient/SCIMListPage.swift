package import JSONReader

/// One page of a listing (RFC 7644 section 3.4.2, RFC 9865).
package struct SCIMListPage: Sendable {
  /// nil only where a cursor pages.
  package let total: Int?
  package let nextCursor: String?
  package let resources: [SCIMResource]

  /// Why an answer is no page.
  package enum Flaw: Error, Equatable {
    case notAListing
    case noTotal
    case resourceWithoutID(position: Int)
  }

  /// - Parameters:
  ///   - json: The body of an answer.
  ///   - needsTotal: False for cursor paging, which may do without.
  /// - Throws: ``Flaw``
  package init(_ json: JSONValue, needsTotal: Bool = true) throws(Flaw) {
    guard json.object != nil else { throw .notAListing }
    total = json.attribute("totalResults")?.count
    nextCursor = json.text("nextCursor")
    if total == nil, needsTotal {
      throw json.attribute("Resources") == nil ? .notAListing : .noTotal
    }
    // A page without results may leave the key out. Bitwarden writes it in lower case.
    let list = json.attribute("Resources")
    guard let elements = list == nil ? [] : list?.array else { throw .notAListing }
    var resources: [SCIMResource] = []
    resources.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      guard let resource = SCIMResource(element) else {
        throw .resourceWithoutID(position: position)
      }
      resources.append(resource)
    }
    self.resources = resources
  }
}
