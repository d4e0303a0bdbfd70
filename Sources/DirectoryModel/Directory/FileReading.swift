/// What was recognised in one file of an export, and how far it may be believed.
package struct FileReading: Equatable, Sendable {
  /// Its path within the export.
  package let name: String
  package let modifiedAt: Timestamp
  /// Records in its lists of users; nil if it has no such list.
  package var users: Int?
  package var groups: Int?
  /// Memberships that it lists; nil if it lists none.
  package var memberships: Int?
  /// The least of its lists; nil if nothing in it counts.
  package var completeness: Completeness?
  /// What would prove that it is whole, in a sentence; nil where that is proven.
  package var missingProof: String?

  /// Whether anything of the source comes from it.
  package var isUsed: Bool { users != nil || groups != nil || memberships != nil }

  package init(name: String, modifiedAt: Timestamp) {
    self.name = name
    self.modifiedAt = modifiedAt
  }
}
