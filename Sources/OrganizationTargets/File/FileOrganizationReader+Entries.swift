internal import DirectoryModel
internal import JSONReader

extension FileOrganizationReader {
  /// The window, in which an entry stands.
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Takes in the member whose values `entries` has found.
  mutating func takeMember(_ bytes: Bytes, at start: Int) throws {
    var member = OrganizationSnapshotBuilder.Member(id: .none, status: .unknown, role: .unknown)
    for match in entries.matches {
      switch FileOrganizationField(rawValue: match.path) {
      case .id: member.id = try text(match, bytes)
      case .externalID: member.externalID = try text(match, bytes)
      case .email: member.email = try email(match, bytes)
      case .name: member.name = try text(match, bytes)
      case .status: member.status = try word(match, bytes) { MemberStatus(word: $0) }
      case .role: member.role = try word(match, bytes) { MemberRole(word: $0) }
      case .priorStatus: member.priorStatus = try word(match, bytes) { MemberStatus(word: $0) }
      case .members, nil: break
      }
    }
    if member.id.isBlank { throw Problem(message: "a member has no id", offset: start) }
    if member.email.isBlank { throw Problem(message: "a member has no email", offset: start) }
    if member.status == .unknown || member.role == .unknown {
      throw Problem(message: "a member has no status or no role", offset: start)
    }
    builder.add(member)
  }

  /// Takes in the group whose values `entries` has found.
  mutating func takeGroup(_ bytes: Bytes, at start: Int) throws {
    var id = Text.none
    var externalID = Text.none
    var name = Text.none
    let row = UInt32(builder.groups.count)
    var isInMembers = false
    for match in entries.matches {
      switch FileOrganizationField(rawValue: match.path) {
      case .id: id = try text(match, bytes)
      case .externalID: externalID = try text(match, bytes)
      case .name: name = try text(match, bytes)
      case .members where match.kind == .array && !isInMembers: isInMembers = true
      case .members:
        guard isInMembers, match.kind == .string else {
          throw problem(
            isInMembers ? "a member id is not a string" : "expected an array of member ids",
            match
          )
        }
        memberships.append((row, try text(match, bytes)))
      case .email, .status, .role, .priorStatus, nil: break
      }
    }
    if id.isBlank { throw Problem(message: "a group has no id", offset: start) }
    if name.isNone { throw Problem(message: "a group has no name", offset: start) }
    builder.addGroup(id: id, externalID: externalID, name: name)
  }

  /// Finds the members of all groups.
  mutating func resolveMemberships() throws {
    _ = try index(builder.groups.ids)
    let members = try index(builder.members.ids)
    guard let base = builder.texts.base else { return }
    for (group, member) in memberships {
      let id = builder.texts.bytes(member)
      let row = builder.members.ids.withUnsafeBufferPointer {
        members.find(id, base: base, texts: $0)
      }
      guard let row else {
        let name = string(builder.groups.names[Int(group)])
        throw Problem(
          message: "group '\(name)' names a member that does not exist: '\(string(member))'",
          offset: nil
        )
      }
      builder.addMembership(member: row, group: Int(group))
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
      throw Problem(message: "the id '\(string(ids[double]))' stands twice", offset: nil)
    }
    return index
  }

  // MARK: - Values

  /// A string or null.
  private mutating func text(_ match: JSONMatch, _ bytes: Bytes) throws -> Text {
    switch match.kind {
    case .null: return .none
    case .string: break
    default: throw problem("expected a string or null", match)
    }
    return try withText(match, bytes) { try $0.texts.append($1) }
  }

  private mutating func email(_ match: JSONMatch, _ bytes: Bytes) throws -> Text {
    guard case .string = match.kind else { throw problem("'email' is not a string", match) }
    return try withText(match, bytes) { try $0.texts.appendEmail($1) }
  }

  private mutating func word<Value>(
    _ match: JSONMatch,
    _ bytes: Bytes,
    _ value: (String) -> Value?
  ) throws -> Value {
    guard case .string = match.kind else {
      throw problem("'\(key(match))' is not a string", match)
    }
    let word = try withText(match, bytes) { String(decoding: $1, as: UTF8.self) }
    guard word != "unknown", let value = value(word) else {
      throw problem("unknown \(key(match)) '\(word)'", match)
    }
    return value
  }

  private func key(_ match: JSONMatch) -> String {
    FileOrganizationField(rawValue: match.path)?.key ?? ""
  }

  /// Hands the bytes of a string over, escapes resolved.
  private mutating func withText<Value>(
    _ match: JSONMatch,
    _ bytes: Bytes,
    _ body: (inout OrganizationSnapshotBuilder, UnsafeRawBufferPointer) throws -> Value
  ) throws -> Value {
    let start = Int(match.start)
    let count = Int(match.count)
    guard match.hasEscapes else {
      let text = UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(bytes)[start..<start + count]
      )
      return try body(&builder, text)
    }
    var decoded: [UInt8] = []
    JSONText(start: start, count: count, hasEscapes: true).append(to: &decoded, from: bytes.span)
    return try decoded.withUnsafeBytes { try body(&builder, $0) }
  }

  private func string(_ text: Text) -> String {
    String(decoding: builder.texts.bytes(text), as: UTF8.self)
  }

  private func problem(_ message: String, _ match: JSONMatch) -> Problem {
    Problem(message: message, offset: Int(match.start))
  }
}
