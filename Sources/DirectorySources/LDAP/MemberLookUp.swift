internal import LDAPClient

/// Names of members that belong to nobody who was read, sorted into those worth asking the server about and others.
struct MemberLookUp {
  /// In the order in which they came.
  private(set) var names: [Name] = []
  private var numbers: [String: Int] = [:]
  private let userBases: [[UInt8]]
  private let groupBases: [[UInt8]]

  struct Name {
    let text: String
    /// Whether only a group can have this name: below the bases of groups, and of no users.
    ///
    /// Where both share a base, a name that leads to nothing is, on servers that keep no references intact, as a rule
    /// that of a person who is gone.
    let isOfGroup: Bool
    /// The groups that name it.
    var parents: [Int]
  }

  enum Verdict {
    case waiting
    /// Below none of the bases.
    case outside
    /// `CN=S-1-5-…,CN=ForeignSecurityPrincipals,…`: stands for somebody of another domain.
    case foreignPrincipal
  }

  /// - Parameters:
  ///   - userBases: Keys of the bases of users that were read.
  ///   - groupBases: Those of the groups.
  init(userBases: [[UInt8]], groupBases: [[UInt8]]) {
    self.userBases = userBases
    self.groupBases = groupBases
  }

  mutating func add(_ name: ArraySlice<UInt8>, key: [UInt8], _ group: Int) -> Verdict {
    if key.firstRange(of: Self.foreignPrincipals) != nil { return .foreignPrincipal }
    let isBelowGroups = groupBases.contains { DNNormalizer.isKey(key, below: $0) }
    let isBelowUsers = userBases.contains { DNNormalizer.isKey(key, below: $0) }
    guard isBelowGroups || isBelowUsers else { return .outside }
    let text = String(decoding: name, as: UTF8.self)
    if let number = numbers[text] {
      names[number].parents.append(group)
      return .waiting
    }
    numbers[text] = names.count
    names.append(Name(text: text, isOfGroup: isBelowGroups && !isBelowUsers, parents: [group]))
    return .waiting
  }

  private static let foreignPrincipals: [UInt8] = {
    var normalizer = DNNormalizer()
    return normalizer.normalize("cn=ForeignSecurityPrincipals") ? normalizer.key : [0]
  }()
}
