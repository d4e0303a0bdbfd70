package import JSONReader

/// What a service announces (RFC 7643 section 5, RFC 9865 section 4): permission to try, never proof.
///
/// nil stands for what it does not say.
package struct ServiceProviderConfig: Equatable, Sendable {
  package let patch: Bool?
  package let filter: Bool?
  package let maximumResults: Int?
  package let sort: Bool
  package let etag: Bool
  package let cursor: Bool
  package let index: Bool?
  package let maximumPageSize: Int?

  /// Nothing announced.
  package init() {
    patch = nil
    filter = nil
    maximumResults = nil
    sort = false
    etag = false
    cursor = false
    index = nil
    maximumPageSize = nil
  }

  /// - Returns: nil if `json` is something else, such as the answer of a catch-all page.
  package init?(_ json: JSONValue) {
    let patch = json.attribute("patch")?.attribute("supported")?.truth
    let filter = json.attribute("filter")
    let paging = json.attribute("pagination")
    guard patch != nil || filter != nil || json.attribute("authenticationSchemes") != nil else {
      return nil
    }
    self.patch = patch
    self.filter = filter?.attribute("supported")?.truth
    maximumResults = filter?.attribute("maxResults")?.count
    sort = json.attribute("sort")?.attribute("supported")?.truth ?? false
    etag = json.attribute("etag")?.attribute("supported")?.truth ?? false
    cursor = paging?.attribute("cursor")?.truth ?? false
    index = paging?.attribute("index")?.truth
    maximumPageSize = paging?.attribute("maxPageSize")?.count
  }

  /// Whether a cursor is the way to page: announced, and `startIndex` is not.
  package var prefersCursor: Bool { cursor && index != true }

  /// The smaller of `wanted` and what the service gives at most.
  package func pageSize(_ wanted: Int) -> Int {
    [maximumResults, maximumPageSize].compactMap(\.self).filter { $0 > 0 }
      .reduce(wanted) { min($0, $1) }
  }
}
