internal import DirectoryModel

/// The warnings of `contracts/idp-exports.md` 1.6, each told once.
struct ExportWarnings {
  private var subjects: [Code: Set<String>] = [:]

  /// Subjects told one by one; what comes behind is only counted.
  private static let limit = 1000

  private(set) var advisories: [Advisory] = []
  private var further: [Code: Int] = [:]

  enum Code: String, CaseIterable {
    case missingEmail = "missing-email"
    case duplicateEmail = "duplicate-email"
    case deletedDuplicate = "deleted-duplicate-of-active"
    case duplicateRecord = "duplicate-record"
    case duplicateGroupName = "duplicate-group-name"
    case groupCycle = "group-cycle"
    case skippedMember = "skipped-member"
    case unknownMember = "unknown-member"
    case unknownMemberGroup = "unknown-member-group"
    case serviceAccount = "service-account-skipped"
    case statusUnknown = "status-unknown"
    case exactPageSize = "exact-page-size"
    case emptyList = "empty-list"
    case unknownAttribute = "filter-attribute-unknown"

    var message: String {
      switch self {
      case .missingEmail: "has no e-mail address"
      case .duplicateEmail: "two accounts have this address"
      case .deletedDuplicate: "a deleted account has the address of another that is not deleted"
      case .duplicateRecord: "stands in the export more than once"
      case .duplicateGroupName: "two groups have this name"
      case .groupCycle: "contains itself, directly or through other groups"
      case .skippedMember: "is listed as a member, but is not one that takes part"
      case .unknownMember: "is listed as a member, but is not in the list of users"
      case .unknownMemberGroup: "is listed as a member, but is not in the list of groups"
      case .serviceAccount: "is a service account and no person"
      case .statusUnknown: "says of nobody whether the account is active"
      case .exactPageSize:
        "has exactly as many entries as a full page: others may be missing behind it"
      case .emptyList: "lists nobody"
      case .unknownAttribute: "is what a filter of the configuration looks at, and no user has it"
      }
    }
  }

  mutating func add(_ code: Code, _ subject: String) {
    guard subjects[code, default: []].insert(subject).inserted else { return }
    guard subjects[code, default: []].count <= Self.limit else {
      subjects[code]?.remove(subject)
      further[code, default: 0] += 1
      return
    }
    advisories.append(
      Advisory(Advisory.Kind(rawValue: code.rawValue), subject: subject, message: code.message)
    )
  }

  /// Ends the telling: what was only counted gets a line of its own.
  mutating func finish() -> [Advisory] {
    for code in Code.allCases {
      guard let count = further[code] else { continue }
      advisories.append(
        Advisory(
          Advisory.Kind(rawValue: code.rawValue),
          subject: "\(count) more",
          message: "\(code.message) (\(count) more)"
        )
      )
    }
    advisories.sort {
      ($0.kind.rawValue, $0.subject) == ($1.kind.rawValue, $1.subject)
        ? $0.message < $1.message
        : ($0.kind.rawValue, $0.subject) < ($1.kind.rawValue, $1.subject)
    }
    return advisories
  }
}
