/// One line of `check`: what was looked at, what was found, and the cure.
package struct CheckLine: Equatable, Sendable {
  package let status: Status
  /// What was looked at: "configuration", a source's name, "state".
  package let subject: String
  /// What was found, as read.
  package let message: String
  /// The next thing to try, in whole sentences, when one is known.
  package let hint: String?

  package enum Status: String, Sendable, CaseIterable {
    case ok
    /// A run goes on, but not as it should.
    case warn
    /// A run would end here.
    case fail
  }

  package init(_ status: Status, _ subject: String, _ message: String, hint: String? = nil) {
    self.status = status
    self.subject = subject
    self.message = message
    self.hint = hint
  }
}
