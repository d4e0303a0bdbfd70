internal import DirectoryModel
internal import JSONReader
internal import SafeFiles
internal import SyncPlanner

/// A plan that a person has reviewed: what `plan --out` wrote.
struct SavedPlan {
  let digest: String
  let createdAt: Timestamp
  let organizationKind: String
  let organizationID: String
  let changes: [SavedChange]
  /// The same, as written.
  let values: [JSONValue]
  /// The stops that it shows as exceeded.
  let stops: [LimitName]

  /// One change, as far as it decides what is done.
  struct SavedChange: Equatable {
    let key: String
    let action: String
    let before: JSONValue?
    let after: JSONValue?
    let held: String?
    /// For messages: the address or the group's name.
    let subject: String
  }

  /// Plans older than this are refused.
  static let maximumAge: Int64 = 24 * 3600

  /// Bytes of a plan that is still read: more than a million changes.
  private static let sizeLimit = 1 << 30

  /// - Throws: ``SavedPlanError`` for a file that was edited, is none, or cannot be read.
  init(path: String) throws {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.contents(of: path, limit: Self.sizeLimit)
    } catch {
      throw SavedPlanError.unreadable(error)
    }
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONValue(parsing: bytes)
    } catch {
      throw SavedPlanError.notAPlan(path, "\(error.message) (\(error.place(in: bytes.span)))")
    }
    guard root["version"]?.int == 1 else {
      throw SavedPlanError.notAPlan(path, "it has no version that this rollcall knows")
    }
    try Self.checkHash(root, bytes, path)
    guard let digest = root["digest"]?.string, let created = root["createdAt"]?.string,
      let createdAt = Timestamp(iso8601: created),
      let kind = root["organization"]?["kind"]?.string,
      let id = root["organization"]?["id"]?.string, let changes = root["changes"]?.array
    else { throw SavedPlanError.notAPlan(path, "a field is missing") }
    self.digest = digest
    self.createdAt = createdAt
    organizationKind = kind
    organizationID = id
    self.changes = changes.map(SavedChange.init)
    values = changes
    stops = (root["limits"]?.array ?? []).compactMap { limit in
      guard limit["exceeded"]?.bool == true, limit["over"]?.string == "stop" else { return nil }
      return limit["name"]?.string.flatMap { LimitName(rawValue: $0) }
    }
  }

  /// `sha256` covers the bytes of the file without that field.
  private static func checkHash(_ root: JSONValue, _ bytes: [UInt8], _ path: String) throws {
    guard let written = root["sha256"]?.string, let members = root.object else {
      throw SavedPlanError.notAPlan(path, "it has no sha256")
    }
    var whole = JSONWriter(.compact)
    whole.value(root)
    var body = JSONWriter(.compact)
    body.value(JSONValue(.object(members.filter { $0.key != "sha256" })))
    let isWhole = bytes == whole.bytes || bytes == whole.bytes + [0x0a]
    guard isWhole, PlanDigest.sha256(body.bytes) == written else {
      throw SavedPlanError.edited(path)
    }
  }
}

extension SavedPlan.SavedChange {
  init(_ value: JSONValue) {
    action = value["action"]?.string ?? ""
    before = value["before"]
    after = value["after"]
    held = value["held"]?.string
    let member = value["member"]
    let group = value["group"]
    subject = member?["email"]?.string ?? group?["name"]?.string ?? ""
    var key = action
    if let member {
      let id =
        member["externalId"]?.string ?? value["after"]?["externalId"]?.string
        ?? member["id"]?.string ?? member["email"]?.string ?? ""
      key += "\u{1f}m:" + id
    }
    if let group {
      let id = group["externalId"]?.string ?? group["id"]?.string ?? group["name"]?.string ?? ""
      key += "\u{1f}g:" + id
    }
    self.key = key
  }
}

/// A saved plan that may not be applied.
enum SavedPlanError: DiagnosableError, Equatable {
  case unreadable(FileError)
  /// The plan in a run's folder cannot be read.
  case lost(run: String, FileError)
  case notAPlan(String, String)
  case edited(String)
  case damaged(String, String)
  case tooOld(String, hours: Int64)
  case fromTheFuture(String)
  case otherDigest(String, file: String, given: DigestPrefix)
  case otherOrganization(String, file: String, present: String)
  case differs([String])

  var category: FailureCategory {
    switch self {
    case .unreadable: .usage
    case .damaged, .lost: .state
    case .notAPlan, .edited, .tooOld, .fromTheFuture, .otherDigest, .otherOrganization, .differs:
      .staleApproval
    }
  }

  var summary: String {
    switch self {
    case .unreadable(let error): error.summary
    case .lost(let run, let error): "the plan of run '\(run)' is lost: \(error.summary)"
    case .notAPlan(let path, let problem): "\(path) is no saved plan: \(problem)"
    case .damaged(let path, let problem): "\(path) is damaged: \(problem)"
    case .edited(let path): "\(path) was changed after it was saved"
    case .tooOld(let path, let hours): "\(path) is \(hours) hours old; plans hold for 24"
    case .fromTheFuture(let path): "\(path) is dated in the future"
    case .otherDigest(let path, let file, let given):
      "the plan in \(path) is \(file.prefix(12)), not \(given.digits)"
    case .otherOrganization(_, let file, let present):
      "the saved plan is for organization \(file), not for \(present)"
    case .differs(let differences):
      "the plan made now differs from the saved one: "
        + differences.prefix(8).joined(separator: "; ")
        + (differences.count > 8 ? "; and \(differences.count - 8) more" : "")
    }
  }

  var hint: String? {
    switch self {
    case .unreadable(let error):
      [error.hint, "Nothing was changed."].compactMap(\.self).joined(separator: " ")
    case .lost(_, let error):
      "\(error.hint ?? "Without it nothing tells how to take the run back; the report beside it says what it was.") Nothing was changed."
    case .damaged: nil
    case .otherDigest: "Accept the digest of the plan that was reviewed. Nothing was changed."
    case .otherOrganization: "Check --config. Nothing was changed."
    case .notAPlan, .edited, .tooOld, .fromTheFuture, .differs: "Nothing was changed."
    }
  }
}
