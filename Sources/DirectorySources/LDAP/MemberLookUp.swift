internal import LDAPClient

/// Names of members that belong to nobody who was read, sorted into those worth asking the server about and others.
struct MemberLookUp {
  /// Each with the groups that name it.
  private(set) var names: [String: [Int]] = [:]
  private let bases: [[UInt8]]

  /// Enough for the odd renamed entry and odd letter; a filter that leaves thousands out costs no more.
  private static let most = 200

  enum Verdict {
    case waiting
    /// Outside of all bases, or one too many.
    case stranger
    /// `CN=S-1-5-…,CN=ForeignSecurityPrincipals,…`: stands for somebody of another domain.
    case foreignPrincipal
  }

  /// - Parameter bases: Keys of the bases that were read.
  init(bases: [[UInt8]]) {
    self.bases = bases
  }

  mutating func add(_ name: ArraySlice<UInt8>, key: [UInt8], _ group: Int) -> Verdict {
    if key.firstRange(of: Self.foreignPrincipals) != nil { return .foreignPrincipal }
    guard bases.contains(where: { DNNormalizer.isKey(key, below: $0) }) else { return .stranger }
    let text = String(decoding: name, as: UTF8.self)
    guard names[text] != nil || names.count < Self.most else { return .stranger }
    names[text, default: []].append(group)
    return .waiting
  }

  private static let foreignPrincipals: [UInt8] = {
    var normalizer = DNNormalizer()
    return normalizer.normalize("cn=ForeignSecurityPrincipals") ? normalizer.key : [0]
  }()
}
