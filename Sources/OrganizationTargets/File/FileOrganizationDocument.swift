internal import DirectoryModel
internal import JSONReader

/// A file organization while it is being changed: a tree that keeps every field, with members and groups by id.
struct FileOrganizationDocument {
  private typealias Member = JSONValue.Member

  /// The keys of the document but `members` and `groups`.
  private var head: [JSONValue.Member]
  private var members: [[JSONValue.Member]]
  private var groups: [[JSONValue.Member]]
  private var memberRows: [String: Int] = [:]
  private var groupRows: [String: Int] = [:]
  private var emails: Set<String> = []
  private var nextMember = 1
  private var nextGroup = 1

  /// - Parameters:
  ///   - bytes: The file; nil if there is none yet.
  ///   - path: For messages.
  /// - Throws: ``TargetError`` if the file is not JSON.
  init(_ bytes: [UInt8]?, path: String) throws(TargetError) {
    head = [Member(key: "version", value: 1)]
    members = []
    groups = []
    guard let bytes else { return }
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONValue(parsing: bytes)
    } catch {
      throw FileOrganizationError.notJSON(error, error.place(in: bytes.span)).targetError(path)
    }
    head = (root.object ?? []).filter { $0.key != "members" && $0.key != "groups" }
    members = (root["members"]?.array ?? []).map { $0.object ?? [] }
    groups = (root["groups"]?.array ?? []).map { $0.object ?? [] }
    for (row, member) in members.enumerated() {
      if let id = member["id"]?.string { memberRows[id] = row }
      if let email = member["email"]?.string { emails.insert(email) }
    }
    for (row, group) in groups.enumerated() {
      if let id = group["id"]?.string { groupRows[id] = row }
    }
  }

  /// Does one step; a refusal says why.
  mutating func apply(_ step: ApplyStep) -> ChangeOutcome {
    do throws(Refusal) {
      return ChangeOutcome(step.number, .done, createdID: try apply(step.change))
    } catch {
      return ChangeOutcome(step.number, .failed, message: error.message)
    }
  }

  func encoded() -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      for member in head {
        writer.key(member.key)
        writer.value(member.value)
      }
      writer.key("members")
      writer.value(JSONValue(.array(members.map { JSONValue(.object($0)) })))
      writer.key("groups")
      writer.value(JSONValue(.array(groups.map { JSONValue(.object($0)) })))
    }
    writer.endLine()
    return writer.bytes
  }

  private struct Refusal: Error {
    let message: String
  }

  /// - Returns: The id of what was created.
  private mutating func apply(_ change: Change) throws(Refusal) -> String? {
    switch change.action {
    case .invite: return try invite(change)
    case .createGroup: return create(change)
    case .revoke: try revoke(change)
    case .restore: try restore(change)
    case .remove: try remove(change)
    case .link, .relink: members[try row(change)]["externalId"] = .text(change.after?.externalID)
    case .updateEmail: try updateEmail(change)
    case .updateName: members[try row(change)]["name"] = .text(change.after?.name)
    case .renameGroup: groups[try groupRow(change)]["name"] = .text(change.after?.name)
    case .linkGroup, .relinkGroup:
      groups[try groupRow(change)]["externalId"] = .text(change.after?.externalID)
    case .deleteGroup: try deleteGroup(change)
    case .addToGroup: try add(change)
    case .removeFromGroup: try removeMembership(change)
    }
    return nil
  }

  private mutating func invite(_ change: Change) throws(Refusal) -> String {
    let email = change.after?.email ?? change.member?.email ?? ""
    guard !emails.contains(email) else {
      throw Refusal(message: "a member with the address \(email) exists already")
    }
    let id = Self.free("m", &nextMember, memberRows)
    memberRows[id] = members.count
    emails.insert(email)
    members.append([
      Member(key: "id", value: .text(id)),
      Member(key: "externalId", value: .text(change.after?.externalID)),
      Member(key: "email", value: .text(email)),
      Member(key: "name", value: .text(change.after?.name)),
      Member(key: "status", value: .text(MemberStatus.invited.word)),
      Member(key: "role", value: .text(MemberRole.user.word)),
    ])
    return id
  }

  private mutating func create(_ change: Change) -> String {
    let id = Self.free("g", &nextGroup, groupRows)
    groupRows[id] = groups.count
    groups.append([
      Member(key: "id", value: .text(id)),
      Member(key: "externalId", value: .text(change.after?.externalID)),
      Member(key: "name", value: .text(change.after?.name)),
      Member(key: "members", value: JSONValue(.array([]))),
    ])
    return id
  }

  private mutating func revoke(_ change: Change) throws(Refusal) {
    let row = try row(change)
    let status = members[row]["status"]?.string ?? ""
    guard status != MemberStatus.revoked.word else { return }
    members[row]["status"] = .text(MemberStatus.revoked.word)
    members[row]["priorStatus"] = .text(status)
  }

  /// Back to the status before; to `invited`, which gives least, where the file does not tell.
  private mutating func restore(_ change: Change) throws(Refusal) {
    let row = try row(change)
    guard members[row]["status"]?.string == MemberStatus.revoked.word else { return }
    let prior = members[row]["priorStatus"]?.string ?? MemberStatus.invited.word
    members[row]["status"] = .text(prior)
    members[row].removeAll { $0.key == "priorStatus" }
  }

  private mutating func remove(_ change: Change) throws(Refusal) {
    let row = try row(change)
    let id = members[row]["id"]?.string ?? ""
    if let email = members[row]["email"]?.string { emails.remove(email) }
    members.remove(at: row)
    memberRows = [:]
    for (row, member) in members.enumerated() {
      if let id = member["id"]?.string { memberRows[id] = row }
    }
    for group in groups.indices {
      let ids = groups[group].memberIDs
      if ids.contains(id) { groups[group].memberIDs = ids.filter { $0 != id } }
    }
  }

  private mutating func updateEmail(_ change: Change) throws(Refusal) {
    let row = try row(change)
    let email = change.after?.email ?? ""
    guard !emails.contains(email) else {
      throw Refusal(message: "a member with the address \(email) exists already")
    }
    if let old = members[row]["email"]?.string { emails.remove(old) }
    emails.insert(email)
    members[row]["email"] = .text(email)
  }

  private mutating func deleteGroup(_ change: Change) throws(Refusal) {
    groups.remove(at: try groupRow(change))
    groupRows = [:]
    for (row, group) in groups.enumerated() {
      if let id = group["id"]?.string { groupRows[id] = row }
    }
  }

  private mutating func add(_ change: Change) throws(Refusal) {
    let group = try groupRow(change)
    let member = members[try row(change)]["id"]?.string ?? ""
    let ids = groups[group].memberIDs
    if !ids.contains(member) { groups[group].memberIDs = ids + [member] }
  }

  private mutating func removeMembership(_ change: Change) throws(Refusal) {
    let group = try groupRow(change)
    let member = members[try row(change)]["id"]?.string ?? ""
    groups[group].memberIDs = groups[group].memberIDs.filter { $0 != member }
  }

  private func row(_ change: Change) throws(Refusal) -> Int {
    guard let id = change.member?.id, let row = memberRows[id] else {
      throw Refusal(message: "there is no member with the id \(change.member?.id ?? "")")
    }
    return row
  }

  private func groupRow(_ change: Change) throws(Refusal) -> Int {
    guard let id = change.group?.id, let row = groupRows[id] else {
      throw Refusal(message: "there is no group with the id \(change.group?.id ?? "")")
    }
    return row
  }

  private static func free(
    _ prefix: String,
    _ next: inout Int,
    _ taken: [String: Int]
  ) -> String {
    while taken["\(prefix)\(next)"] != nil { next += 1 }
    defer { next += 1 }
    return "\(prefix)\(next)"
  }
}

extension JSONValue {
  fileprivate static func text(_ text: String?) -> JSONValue {
    text.map { JSONValue(.string($0)) } ?? JSONValue(.null)
  }
}

extension [JSONValue.Member] {
  /// The value of a key; setting one that is not there adds it at the end.
  fileprivate subscript(key: String) -> JSONValue? {
    get { first { $0.key == key }?.value }
    set {
      guard let newValue else {
        removeAll { $0.key == key }
        return
      }
      let member = JSONValue.Member(key: key, value: newValue)
      if let index = firstIndex(where: { $0.key == key }) {
        self[index] = member
      } else {
        append(member)
      }
    }
  }

  fileprivate var memberIDs: [String] {
    get { (self["members"]?.array ?? []).compactMap(\.string) }
    set { self["members"] = JSONValue(.array(newValue.map { JSONValue(.string($0)) })) }
  }
}
