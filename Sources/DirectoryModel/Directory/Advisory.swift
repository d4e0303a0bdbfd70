/// Something worth telling that is not a change.
package struct Advisory: Equatable, Sendable {
  package let kind: Kind
  /// Whom or what it is about: an address, an id, a group's name.
  ///
  /// As read, not escaped.
  package let subject: String
  /// A sentence for people, without final period; names the cure where there is one.
  package let message: String
  /// A decision waits for a person (exit 10).
  package let needsDecision: Bool

  package init(_ kind: Kind, subject: String, message: String, needsDecision: Bool = false) {
    self.kind = kind
    self.subject = subject
    self.message = message
    self.needsDecision = needsDecision
  }

  /// A fixed word, as JSON shows it.
  ///
  /// Readers of sources use the codes of their contract.
  package struct Kind: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) {
      self.rawValue = rawValue
    }

    package init(stringLiteral value: String) {
      rawValue = value
    }
  }
}

extension Advisory.Kind {
  /// What also a run says that finds everything in sync: a setting that was accepted on that condition (a read without
  /// protection), and what keeps the run from concluding what another would.
  package var isToldAlways: Bool {
    ["unprotected", "certificateUnchecked", "memoryLost", "clockSkew"].contains(rawValue)
  }
}
