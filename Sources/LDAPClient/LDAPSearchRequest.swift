/// One search: everything that the server needs to know.
package struct LDAPSearchRequest: Sendable, Equatable {
  package var base: String
  package var scope: LDAPScope
  /// RFC 4515.
  package var filter: String
  /// Asked for by name, since operational attributes come no other way; their positions number them in
  /// ``LDAPEntry``.
  package var attributes: [String]
  /// Entries per page (RFC 2696); 0: without paging.
  ///
  /// Active Directory's default limit is 1,000.
  package var pageSize: Int
  package var controls: [LDAPRequestControl]

  package init(
    base: String,
    scope: LDAPScope,
    filter: String = "(objectClass=*)",
    attributes: [String],
    pageSize: Int = 0,
    controls: [LDAPRequestControl] = []
  ) {
    self.base = base
    self.scope = scope
    self.filter = filter
    self.attributes = attributes
    self.pageSize = pageSize
    self.controls = controls
  }
}

/// How far below the base to look.
package enum LDAPScope: String, Sendable {
  case base
  case oneLevel
  case subtree
}

/// A control without a value that goes with a search.
package struct LDAPRequestControl: Sendable, Equatable {
  package let oid: String
  package let isCritical: Bool

  package init(oid: String, isCritical: Bool) {
    self.oid = oid
    self.isCritical = isCritical
  }

  /// Active Directory: deleted entries as well (MS-ADTS 3.1.1.3.4.1.14).
  package static let showDeleted = LDAPRequestControl(
    oid: "1.2.840.113556.1.4.417",
    isCritical: true
  )
}
