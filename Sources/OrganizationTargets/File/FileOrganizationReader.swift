internal import DirectoryModel
internal import JSONReader

/// Reads a file organization in one pass, token by token: members and groups go straight into the arena.
struct FileOrganizationReader: ~Copyable {
  private var parser = JSONParser()
  private var builder = OrganizationSnapshotBuilder()
  private var scratch: [UInt8] = []
  /// Ids of the members of each group, resolved when all members are known.
  private var memberships: [(group: UInt32, member: Text, offset: UInt32)] = []
  private var version: String?

  /// - Throws: ``FileOrganizationError``, ``ArenaFull``
  static func read(
    _ bytes: [UInt8],
    _ identity: OrganizationIdentity,
    _ capabilities: TargetCapabilities
  ) throws -> OrganizationSnapshot {
    var reader = FileOrganizationReader()
    let span = bytes.span
    do {
      try reader.document(span)
    } catch let error as JSONError {
      throw FileOrganizationError.notJSON(error, error.place(in: span))
    } catch let problem as Problem {
      throw FileOrganizationError.notAnOrganization(
        problem.message,
        JSONPlace(offset: problem.offset, in: span)
      )
    }
    if let version = reader.version, version != "1" {
      throw FileOrganizationError.newer(version: version)
    }
    return reader.builder.build(identity: identity, capabilities: capabilities)
  }

  private struct Problem: Error {
    let message: String
    let offset: Int
  }

  private mutating func document(_ bytes: Span<UInt8>) throws {
    try expect(.beginObject, "an object", bytes)
    while let key = try nextKey(bytes) {
      if key.equals("version", in: bytes) {
        version = try versionText(bytes)
      } else if key.equals("members", in: bytes) {
        try expect(.beginArray, "an array of members", bytes)
        while try nextObject("a member", bytes) { try member(bytes) }
      } else if key.equals("groups", in: bytes) {
        try expect(.beginArray, "an array of groups", bytes)
        while try nextObject("a group", bytes) { try group(bytes) }
      } else {
        try parser.skipValue(bytes)
      }
    }
    try parser.finish(bytes)
    try resolveMemberships()
  }

  private mutating func versionText(_ bytes: Span<UInt8>) throws -> String {
    guard case .number(let range) = try parser.next(bytes) else {
      throw problem("'version' is not a number")
    }
    return String(decoding: (range).map { bytes[$0] }, as: UTF8.self)
  }

  private mutating func member(_ bytes: Span<UInt8>) throws {
    let start = parser.position
    var member = OrganizationSnapshotBuilder.Member(id: .none, status: .unknown, role: .unknown)
    while let key = try nextKey(bytes) {
      if key.equals("id", in: bytes) {
        member.id = try text(bytes)
      } else if key.equals("externalId", in: bytes) {
        member.externalID = try text(bytes)
      } else if key.equals("email", in: bytes) {
        member.email = try email(bytes)
      } else if key.equals("name", in: bytes) {
        member.name = try text(bytes)
      } else if key.equals("status", in: bytes) {
        member.status = try word("status", bytes) { MemberStatus(word: $0) }
      } else if key.equals("role", in: bytes) {
        member.role = try word("role", bytes) { MemberRole(word: $0) }
      } else if key.equals("priorStatus", in: bytes) {
        member.priorStatus = try word("priorStatus", bytes) { MemberStatus(word: $0) }
      } else {
        try parser.skipValue(bytes)
      }
    }
    if member.id.isBlank { throw Problem(message: "a member has no id", offset: start) }
    if member.email.isBlank { throw Problem(message: "a member has no email", offset: start) }
    if member.status == .unknown || member.role == .unknown {
      throw Problem(message: "a member has no status or no role", offset: start)
    }
    builder.add(member)
  }

  private mutating func group(_ bytes: Span<UInt8>) throws {
    let start = parser.position
    var id = Text.none
    var externalID = Text.none
    var name = Text.none
    var members: [(Text, UInt32)] = []
    while let key = try nextKey(bytes) {
      if key.equals("id", in: bytes) {
        id = try text(bytes)
      } else if key.equals("externalId", in: bytes) {
        externalID = try text(bytes)
      } else if key.equals("name", in: bytes) {
        name = try text(bytes)
      } else if key.equals("members", in: bytes) {
        try expect(.beginArray, "an array of member ids", bytes)
        members = try memberIDs(bytes)
      } else {
        try parser.skipValue(bytes)
      }
    }
    if id.isBlank { throw Problem(message: "a group has no id", offset: start) }
    if name.isNone { throw Problem(message: "a group has no name", offset: start) }
    let row = builder.addGroup(id: id, externalID: externalID, name: name)
    for (member, offset) in members { memberships.append((UInt32(row), member, offset)) }
  }

  private mutating func memberIDs(_ bytes: Span<UInt8>) throws -> [(Text, UInt32)] {
    var members: [(Text, UInt32)] = []
    while true {
      switch try parser.next(bytes) {
      case .endArray: return members
      case .string(let text): members.append((try append(text, bytes), UInt32(text.start)))
      default: throw problem("a member id is not a string")
      }
    }
  }

  /// Two equal ids make a file that nothing is concluded from.
  ///
  /// - Returns: The rows by id.
  private func index(_ ids: [Text]) throws -> TextIndex {
    var index = TextIndex(capacity: ids.count)
    guard let base = builder.texts.base else { return index }
    let double = ids.withUnsafeBufferPointer { texts in
      texts.indices.first { index.insert(row: $0, base: base, texts: texts) != nil }
    }
    if let double {
      let id = String(decoding: builder.texts.bytes(ids[double]), as: UTF8.self)
      throw problem("the id '\(id)' stands twice")
    }
    return index
  }

  private mutating func resolveMemberships() throws {
    _ = try index(builder.groups.ids)
    let members = try index(builder.members.ids)
    guard let base = builder.texts.base else { return }
    for (group, member, offset) in memberships {
      let id = builder.texts.bytes(member)
      let row = builder.members.ids.withUnsafeBufferPointer {
        members.find(id, base: base, texts: $0)
      }
      guard let row else {
        throw Problem(
          message:
            "a group names a member that does not exist: '\(String(decoding: id, as: UTF8.self))'",
          offset: Int(offset)
        )
      }
      builder.addMembership(member: row, group: Int(group))
    }
  }

  // MARK: - Tokens

  private mutating func expect(
    _ token: JSONToken,
    _ what: String,
    _ bytes: Span<UInt8>
  ) throws {
    guard try parser.next(bytes) == token else { throw problem("expected \(what)") }
  }

  private mutating func nextKey(_ bytes: Span<UInt8>) throws -> JSONText? {
    switch try parser.next(bytes) {
    case .key(let key): key
    case .endObject: nil
    default: throw problem("expected a key")
    }
  }

  private mutating func nextObject(_ what: String, _ bytes: Span<UInt8>) throws -> Bool {
    switch try parser.next(bytes) {
    case .beginObject: true
    case .endArray: false
    default: throw problem("expected \(what)")
    }
  }

  private mutating func text(_ bytes: Span<UInt8>) throws -> Text {
    switch try parser.next(bytes) {
    case .string(let text): try append(text, bytes)
    case .null: .none
    default: throw problem("expected a string or null")
    }
  }

  private mutating func email(_ bytes: Span<UInt8>) throws -> Text {
    guard case .string(let text) = try parser.next(bytes) else {
      throw problem("'email' is not a string")
    }
    scratch.removeAll(keepingCapacity: true)
    text.append(to: &scratch, from: bytes)
    return try append(email: scratch)
  }

  private mutating func append(email: [UInt8]) throws(ArenaFull) -> Text {
    let result: Result<Text, ArenaFull> = email.withUnsafeBytes { bytes in
      do throws(ArenaFull) {
        return .success(try builder.texts.appendEmail(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private mutating func append(_ text: JSONText, _ bytes: Span<UInt8>) throws -> Text {
    if text.hasEscapes {
      scratch.removeAll(keepingCapacity: true)
      text.append(to: &scratch, from: bytes)
      let scratch = scratch
      return try scratch.withUnsafeBytes { try builder.texts.append($0) }
    }
    return try bytes.withUnsafeBytes { raw in
      try builder.texts.append(
        UnsafeRawBufferPointer(rebasing: raw[text.start..<text.start + text.count])
      )
    }
  }

  private mutating func word<Value>(
    _ key: String,
    _ bytes: Span<UInt8>,
    _ value: (String) -> Value?
  ) throws -> Value {
    guard case .string(let text) = try parser.next(bytes) else {
      throw problem("'\(key)' is not a string")
    }
    let word = text.string(in: bytes)
    guard word != "unknown", let value = value(word) else {
      throw Problem(message: "unknown \(key) '\(word)'", offset: text.start)
    }
    return value
  }

  private func problem(_ message: String) -> Problem {
    Problem(message: message, offset: parser.position)
  }
}
