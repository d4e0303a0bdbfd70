/// `ledger.json`: what runs remember from one to the next, but for the ids that they have seen.
struct LedgerFile: VersionedFile, Equatable {
  static let currentVersion = 1

  var version = currentVersion
  /// ``OrganizationIdentity/id``: a folder that was copied or renamed is not taken for another's.
  var organization: String
  var writtenAt: FileTime
  /// The name of the run that wrote it: what that run and all before it did is in here.
  var run: String
  var hadGoodRun: Bool
  /// Only before the first good run.
  var beginnings: Beginnings?
  var fingerprint: String?
  /// By the organization's member id.
  var revocations: [String: Revocation]
  /// By source and external id.
  var absences: [String: [String: Absence]]
  /// By external id.
  var disabledSince: [String: FileTime]
  var stopped: Stopped?
  var goodRuns: [GoodRun]
  var recent: [Recent]
  var writtenMemberships: [String: [String]]
  /// Written where there are some.
  var doubtfulMemberships: [String: [String]]?
  var refusals: [String: String]
  var decisionsSince: [String: FileTime]

  struct Revocation: Codable, Equatable {
    var at: FileTime
    var priorStatus: String
    var externalId: String?
    /// Written where it is true.
    var inDoubt: Bool?
  }

  struct Beginnings: Codable, Equatable {
    var invited: [String]
    var groups: [String]
  }

  struct Absence: Codable, Equatable {
    var firstSeen: FileTime
    var exportModified: FileTime
  }

  struct Stopped: Codable, Equatable {
    var since: FileTime
    var runs: Int
  }

  struct GoodRun: Codable, Equatable {
    var at: FileTime
    var sources: [String: Figures]

    struct Figures: Codable, Equatable {
      var users: Int
      var attributes: [String: Int]
      /// Of an export; ledgers of before have none.
      var exportModified: FileTime?
      /// Of a directory; ledgers of before have none.
      var changeMarks: [String: String]?
    }
  }

  struct Recent: Codable, Equatable {
    var at: FileTime
    var limit: String
    var subject: String?
    var count: Int
  }
}
