/// How a service is spoken to; what it announces and proves to do adds to this.
package struct SCIMClientOptions: Equatable, Sendable {
  /// `application/json` instead of `application/scim+json`, for services that refuse the latter.
  package var sendsPlainJSON = false
  package var paging = Paging.automatic
  /// Resources a page, before the service's own limits.
  package var pageSize = 100
  /// Whether `sortBy` may be used where the service announces it.
  package var sorts = true
  /// How often a listing is begun anew before it counts as unreadable.
  package var listingAttempts = 3
  /// Records of a listing that are still read.
  package var listingLimit = 1_000_000
  /// Whether `If-Match` may be sent to a service that insists on it.
  package var usesTags = true

  package init() {}

  package enum Paging: String, Sendable {
    case automatic
    case index
    case cursor
    /// The service gives everything at once.
    case none
  }
}
