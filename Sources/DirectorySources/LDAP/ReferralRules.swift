internal import LDAPClient

/// Judges continuation references: parts of the tree that the server has not and that nobody has read.
///
/// They are never followed: another host could be anybody's.
struct ReferralRules: Sendable {
  private let ignoredKeys: [[UInt8]]
  private let ignoredURLs: [String]
  private let harmless: [String]

  init(_ settings: LDAPSourceSettings, _ schema: LDAPSchema) {
    var normalizer = DNNormalizer()
    var keys: [[UInt8]] = []
    var urls: [String] = []
    for text in settings.ignoredReferrals {
      if text.contains("://") {
        urls.append(text.lowercased())
      } else if normalizer.normalize(text) {
        keys.append(normalizer.key)
      }
    }
    ignoredKeys = keys
    ignoredURLs = urls
    harmless = schema.harmlessReferrals.map { $0.lowercased() }
  }

  /// - Throws: ``LDAPSourceFailure`` for a part that is neither known to be harmless nor ignored.
  func check(_ references: [String]) throws(LDAPSourceFailure) {
    var normalizer = DNNormalizer()
    for reference in references where !isIgnored(reference, &normalizer) {
      throw .incomplete(
        reason: "referral",
        message: "the server refers to another for a part of the tree: \(reference.prefix(300))",
        hint:
          "Read that part as a source of its own, choose bases that leave it out, or name it in "
          + "'ignoreReferrals' if nobody in it matters."
      )
    }
  }

  private func isIgnored(_ reference: String, _ normalizer: inout DNNormalizer) -> Bool {
    let url = reference.lowercased()
    if ignoredURLs.contains(where: { url.hasPrefix($0) }) { return true }
    guard let name = Self.name(reference) else { return false }
    if harmless.contains(where: { name.lowercased().hasPrefix($0) }) { return true }
    guard normalizer.normalize(name) else { return false }
    return ignoredKeys.contains { DNNormalizer.isKey(normalizer.key, below: $0) }
  }

  /// The DN in `ldap://host/DN??scope` (RFC 4516), without its percent signs.
  static func name(_ url: String) -> String? {
    guard let scheme = url.firstRange(of: "://") else { return nil }
    let rest = url[scheme.upperBound...]
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    let encoded = rest[rest.index(after: slash)...].prefix { $0 != "?" }
    var bytes: [UInt8] = []
    var digits = encoded.utf8[...]
    while let byte = digits.popFirst() {
      if byte == UInt8(ascii: "%"), digits.count >= 2,
        let value = UInt8(String(decoding: digits.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        digits = digits.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self)
  }
}
