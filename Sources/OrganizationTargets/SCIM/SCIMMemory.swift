internal import JSONReader

/// What a service does not keep, or cannot tell, and this tool has to remember.
///
/// The service's present state decides: an external id that it shows wins over a remembered one.
struct SCIMMemory: Equatable {
  /// External ids of users and groups on a service that does not keep them, by the service's id.
  private(set) var userExternalIDs: [String: String] = [:]
  private(set) var groupExternalIDs: [String: String] = [:]
  /// Users whom this tool has deleted; a service that only deactivates them shows them for ever.
  private(set) var removedUsers: Set<String> = []
  /// Attributes that the service accepted and did not keep.
  private(set) var notKept: Set<String> = []
  /// Whether groups show their members, once found out by writing some.
  private(set) var showsMembers: Bool?

  init() {}

  /// Lines as ``Note/line`` writes them.
  init(lines: [UInt8]) {
    for line in lines.split(separator: 0x0a) {
      guard let json = try? JSONValue(parsing: Array(line)), let note = Note(json) else { continue }
      learn(note)
    }
  }

  mutating func learn(_ note: Note) {
    switch note {
    case .user(let id, let externalID): userExternalIDs[id] = externalID
    case .group(let id, let externalID): groupExternalIDs[id] = externalID
    case .removed(let id): removedUsers.insert(id)
    case .returned(let id): removedUsers.remove(id)
    case .notKept(let attribute): notKept.insert(attribute)
    case .showsMembers(let shows): showsMembers = shows
    }
  }

  /// Whether a note says nothing new.
  func knows(_ note: Note) -> Bool {
    switch note {
    case .user(let id, let externalID): userExternalIDs[id] == externalID
    case .group(let id, let externalID): groupExternalIDs[id] == externalID
    case .removed(let id): removedUsers.contains(id)
    case .returned(let id): !removedUsers.contains(id)
    case .notKept(let attribute): notKept.contains(attribute)
    case .showsMembers(let shows): showsMembers == shows
    }
  }

  /// One thing to remember.
  enum Note: Equatable {
    /// Without an external id: the service's id is nobody's any more, and may be given to somebody else.
    case user(id: String, externalID: String?)
    case group(id: String, externalID: String?)
    case removed(id: String)
    case returned(id: String)
    case notKept(String)
    case showsMembers(Bool)

    init?(_ json: JSONValue) {
      let externalID = json["externalId"]?.string
      if let id = json["user"]?.string {
        self = .user(id: id, externalID: externalID)
      } else if let id = json["group"]?.string {
        self = .group(id: id, externalID: externalID)
      } else if let id = json["removed"]?.string {
        self = .removed(id: id)
      } else if let id = json["returned"]?.string {
        self = .returned(id: id)
      } else if let attribute = json["notKept"]?.string {
        self = .notKept(attribute)
      } else if let shows = json["showsMembers"]?.bool {
        self = .showsMembers(shows)
      } else {
        return nil
      }
    }

    var line: [UInt8] {
      func text(_ value: String?) -> JSONValue { value.map { JSONValue(.string($0)) } ?? nil }
      let json: JSONValue =
        switch self {
        case .user(let id, let externalID): ["user": text(id), "externalId": text(externalID)]
        case .group(let id, let externalID): ["group": text(id), "externalId": text(externalID)]
        case .removed(let id): ["removed": text(id)]
        case .returned(let id): ["returned": text(id)]
        case .notKept(let attribute): ["notKept": text(attribute)]
        case .showsMembers(let shows): ["showsMembers": JSONValue(booleanLiteral: shows)]
        }
      var writer = JSONWriter()
      writer.value(json)
      return writer.bytes
    }
  }
}
