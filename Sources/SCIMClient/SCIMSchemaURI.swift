/// The names by which SCIM's schemas and messages are known (RFC 7643 section 8.7, RFC 7644 section 8.2).
package enum SCIMSchemaURI {
  package static let user = "urn:ietf:params:scim:schemas:core:2.0:User"
  package static let group = "urn:ietf:params:scim:schemas:core:2.0:Group"
  package static let patch = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
}
