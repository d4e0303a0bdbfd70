internal import DirectoryModel
internal import JSONReader

/// A member as the Public API shows it (the contract's section 5.2).
struct BitwardenMember {
  let id: GUID
  let email: String?
  let name: String?
  let externalID: String?
  let type: Int
  let status: Int
  let hasAccount: Bool
  let hasTwoFactor: Bool
  /// As sent, to be echoed: an update without them takes all collection access away.
  let collections: JSONValue?

  init(_ value: JSONValue) throws(BitwardenFailure) {
    guard let id = value["id"]?.string.flatMap({ GUID($0) }) else {
      throw .unreadable("a member has no id, or one that is no GUID")
    }
    guard let type = value["type"]?.int, let status = value["status"]?.int else {
      throw .unreadable("member \(id) has no type or no status")
    }
    self.id = id
    self.type = type
    self.status = status
    email = value["email"]?.string.flatMap(EmailAddress.normalized)
    name = value["name"]?.string
    externalID = value["externalId"]?.string
    hasAccount = value["userId"]?.string != nil
    hasTwoFactor = value["twoFactorEnabled"]?.bool ?? false
    let collections = value["collections"]
    self.collections = collections?.array == nil ? nil : collections
  }

  /// A number that we do not know is a role above `user`.
  var role: MemberRole {
    switch type {
    case 0: .owner
    case 1: .admin
    case 2: .user
    default: .custom
    }
  }

  var memberStatus: MemberStatus {
    switch status {
    case -1: .revoked
    case 0: .invited
    case 1: .accepted
    case 2: .confirmed
    case 3: .staged
    default: .unknown
    }
  }
}

/// A group as the Public API shows it (the contract's section 5.4).
struct BitwardenGroup {
  let id: GUID
  let name: String
  let externalID: String?

  init(_ value: JSONValue) throws(BitwardenFailure) {
    guard let id = value["id"]?.string.flatMap({ GUID($0) }) else {
      throw .unreadable("a group has no id, or one that is no GUID")
    }
    guard let name = value["name"]?.string else { throw .unreadable("group \(id) has no name") }
    self.id = id
    self.name = name
    externalID = value["externalId"]?.string
  }
}

/// `{"object":"list","data":[…]}`, one element at a time: the tree of a whole organization is never built.
enum BitwardenList {
  static func read(
    _ bytes: [UInt8],
    _ element: (JSONValue) throws(BitwardenFailure) -> Void
  ) throws(BitwardenFailure) {
    var parser = JSONParser()
    var isList = false
    do {
      guard try parser.next(bytes.span) == .beginObject else { throw Self.noList }
      while case .key(let key) = try parser.next(bytes.span) {
        if key.equals("continuationToken", in: bytes.span) {
          // These lists are never cut into pages: one that is would be read as a smaller organization.
          guard try parser.next(bytes.span) == .null else { throw Self.isPaged }
          continue
        }
        guard key.equals("data", in: bytes.span) else {
          try parser.skipValue(bytes.span)
          continue
        }
        guard try parser.next(bytes.span) == .beginArray else { throw Self.noList }
        isList = true
        while let range = try nextObject(&parser, bytes) {
          try element(try JSONValue(parsing: bytes.span.extracting(range)))
        }
      }
      try parser.finish(bytes.span)
    } catch let failure as BitwardenFailure {
      throw failure
    } catch {
      throw bytes.first == 0x3c ? .notBitwarden(status: 200) : .unreadable("\(error)")
    }
    guard isList else { throw Self.noList }
  }

  private static let isPaged = BitwardenFailure.unreadable(
    "the list goes on behind a continuation token"
  )
  private static let noList = BitwardenFailure.unreadable("it is no list")

  private static func nextObject(_ parser: inout JSONParser, _ bytes: [UInt8]) throws -> Range<Int>?
  {
    let outer = parser.depth
    switch try parser.next(bytes.span) {
    case .endArray: return nil
    case .beginObject:
      let start = parser.position - 1
      while parser.depth > outer { _ = try parser.next(bytes.span) }
      return start..<parser.position
    default: throw noList
    }
  }
}
