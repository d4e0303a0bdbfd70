internal import HTTPTypes

/// What a client has learned about its service while it lives.
struct ClientLessons {
  /// Paths that `/ResourceTypes` names instead of the usual ones.
  var paths: [SCIMEndpoint: String] = [:]
  var discovery: SCIMDiscovery?
  /// Steps down the ladder of page sizes that the service forced.
  var pageSteps = 0
  /// The service announced a cursor and does not know it.
  var cursorFails = false
  /// `excludedAttributes` or `sortBy` is refused.
  var refusesProjection = false
  var refusesSorting = false
  /// Changes without `If-Match` are refused.
  var insistsOnTags = false
  var clockSkew: Int64?
  /// By endpoint and attribute.
  var filterVerdicts: [String: FilterVerdict] = [:]
}
