internal import JSONReader

/// Passes over a file once: where its members and groups stand, and the rest as a tree.
struct FileOrganizationScan: ~Copyable {
  private(set) var head: [JSONValue.Member] = []
  private(set) var members: FileOrganizationList
  private(set) var groups: FileOrganizationList
  private(set) var emails: Set<String> = []
  private let needsEmails: Bool
  private var parser = JSONParser()

  /// Not what a reader has seen a moment ago.
  struct Problem: Error {
    let message: String
    let offset: Int
  }

  /// - Throws: `JSONError`, ``Problem``
  init(_ bytes: [UInt8], needsEmails: Bool) throws {
    self.needsEmails = needsEmails
    members = FileOrganizationList(bytes, prefix: "m")
    groups = FileOrganizationList(bytes, prefix: "g")
    try scan(bytes.span)
  }

  private mutating func scan(_ bytes: Span<UInt8>) throws {
    guard try parser.next(bytes) == .beginObject else { throw problem("expected an object") }
    while case .key(let key) = try parser.next(bytes) {
      if key.equals("members", in: bytes) {
        try scanMembers(bytes)
      } else if key.equals("groups", in: bytes) {
        try scanGroups(bytes)
      } else {
        let start = parser.position
        try parser.skipValue(bytes)
        let value = try JSONValue(parsing: bytes.extracting(start..<parser.position))
        head.append(JSONValue.Member(key: key.string(in: bytes), value: value))
      }
    }
    try parser.finish(bytes)
  }

  private mutating func scanMembers(_ bytes: Span<UInt8>) throws {
    guard try parser.next(bytes) == .beginArray else {
      throw problem("expected an array of members")
    }
    while let start = try nextEntry(bytes) {
      let (id, email) = try entry(bytes)
      members.add(id: id, at: start..<UInt32(parser.position))
      if let email { emails.insert(email) }
    }
  }

  private mutating func scanGroups(_ bytes: Span<UInt8>) throws {
    guard try parser.next(bytes) == .beginArray else {
      throw problem("expected an array of groups")
    }
    while let start = try nextEntry(bytes) {
      let (id, _) = try entry(bytes)
      groups.add(id: id, at: start..<UInt32(parser.position))
    }
  }

  /// - Returns: Where the next entry begins; nil at the end of the list.
  private mutating func nextEntry(_ bytes: Span<UInt8>) throws -> UInt32? {
    switch try parser.next(bytes) {
    case .beginObject: return UInt32(parser.position - 1)
    case .endArray: return nil
    default: throw problem("expected an object")
    }
  }

  /// Passes over an entry behind its opening brace.
  private mutating func entry(_ bytes: Span<UInt8>) throws -> (id: String?, email: String?) {
    var id: String?
    var email: String?
    while case .key(let key) = try parser.next(bytes) {
      if key.equals("id", in: bytes) {
        id = try text(bytes)
      } else if needsEmails, key.equals("email", in: bytes) {
        email = try text(bytes)
      } else {
        try parser.skipValue(bytes)
      }
    }
    return (id, email)
  }

  private mutating func text(_ bytes: Span<UInt8>) throws -> String {
    guard case .string(let text) = try parser.next(bytes) else {
      throw problem("expected a string")
    }
    return text.string(in: bytes)
  }

  private func problem(_ message: String) -> Problem {
    Problem(message: message, offset: parser.position)
  }
}
