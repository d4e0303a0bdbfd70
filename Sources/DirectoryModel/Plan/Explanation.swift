/// What is known and decided about one person or group, as `explain WHO` tells it.
///
/// Texts are sentences or lists for people, as read: every renderer escapes them. An empty section is left out.
package struct Explanation: Equatable, Sendable {
  /// The address, else the name or id.
  package let subject: String
  /// Entries of the sources: "hq: uid=eva,ou=people,dc=example,dc=com · active · id 8f0c41d2", "groups Engineering".
  package var directory: [String] = []
  /// The rule that decided: "in: users.filter passes, no exclude matches, domain example.com is allowed".
  package var scope: [String] = []
  /// The member or group as it is: "539a36c5 · confirmed · user · external id 8f0c41d2", "groups Finance".
  package var organization: [String] = []
  /// How both came together: "by external id".
  package var match: [String] = []
  /// The plan's changes about it.
  package var changes: [Change] = []
  /// Exceeded limits that concern it, and advisories about it.
  package var limits: [String] = []

  package init(subject: String) {
    self.subject = subject
  }
}
