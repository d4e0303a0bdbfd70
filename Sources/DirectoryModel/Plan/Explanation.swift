/// What is known and decided about one person or group, as `explain WHO` tells it.
///
/// Texts are sentences or lists for people, as read: every renderer escapes them.
package struct Explanation: Equatable, Sendable {
  /// The address, else the name or id.
  package let subject: String
  /// In the order of telling: directory, scope, organization, match, changes, limits.
  package let sections: [Section]

  package init(subject: String, sections: [Section]) {
    self.subject = subject
    self.sections = sections
  }

  package struct Section: Equatable, Sendable {
    /// A word or two: "directory", "worth knowing".
    package let label: String
    /// "hq: uid=eva,ou=people,dc=example,dc=com · active · id 8f0c41d2", "groups Engineering, Everyone".
    package let lines: [String]
    /// The plan's changes about the subject, which renderers put into the words of the plan.
    package let changes: [Change]

    package init(_ label: String, _ lines: [String]) {
      self.label = label
      self.lines = lines
      changes = []
    }

    /// A section of changes; if there are none, it says so.
    package init(_ label: String, changes: [Change]) {
      self.label = label
      lines = changes.isEmpty ? ["none"] : []
      self.changes = changes
    }
  }
}
