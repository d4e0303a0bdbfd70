package import DirectoryModel

/// The leading digits of a plan's digest, as people copy them: 12 to 64, hexadecimal (`DESIGN.md` section 5).
package struct DigestPrefix: Equatable, Sendable {
  /// In lower case.
  package let digits: String

  /// - Parameter text: What somebody typed; nil comes back for fewer digits, for more, and for anything else.
  package init?(_ text: String) {
    let digits = text.lowercased()
    guard (12...64).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    self.digits = digits
  }

  /// All digits of a plan, for a person who has just seen it.
  package init(of plan: Plan) {
    digits = plan.digest
  }

  package func fits(_ digest: String) -> Bool { digest.hasPrefix(digits) }
}
