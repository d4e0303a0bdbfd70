/// What a service's three discovery endpoints said (RFC 7644 section 4); none of them has to be there.
package struct SCIMDiscovery: Equatable, Sendable {
  package var config = ServiceProviderConfig()
  /// False only if `/ResourceTypes` is there and names no groups.
  package var hasGroups = true
  package var userSchema: SchemaDefinition?
  package var groupSchema: SchemaDefinition?
  /// One sentence for each endpoint, for people: what was found there.
  package var findings: [String] = []

  package init() {}
}
