internal import DirectoryModel
internal import JSONReader

/// A file organization while it is being changed; every field that is not this tool's is kept.
///
/// Linear in the file and the changes: memory holds the file once, and taken apart only what changes.
struct FileOrganizationDocument {
  /// The keys of the document but `members` and `groups`.
  private var head = [JSONValue.Member(key: "version", value: 1)]
  private var members: FileOrganizationList
  private var groups: FileOrganizationList
  /// Of members; empty where no change asks for them.
  private var emails: Set<String> = []
  /// Who is in the groups that change, by row.
  private var memberships: [Int: FileGroupMembers] = [:]
  /// Ids of members that were removed, and so leave all groups.
  private var departed: Set<String> = []

  /// - Parameters:
  ///   - bytes: The file; nil if there is none yet.
  ///   - path: For messages.
  ///   - steps: What will be asked of it.
  /// - Throws: ``TargetError`` if the file is not JSON, or not an organization.
  init(_ bytes: [UInt8]?, path: String, for steps: [ApplyStep]) throws(TargetError) {
    members = FileOrganizationList(bytes ?? [], prefix: "m")
    groups = FileOrganizationList(bytes ?? [], prefix: "g")
    guard let bytes else { return }
    let needsEmails = steps.contains {
      $0.change.action == .invite || $0.change.action == .updateEmail
    }
    do {
      let scan = try FileOrganizationScan(bytes, needsEmails: needsEmails)
      head = scan.head
      members = scan.members
      groups = scan.groups
      if let next = head["nextIds"] {
        members.note(nextNumber: next["members"]?.int ?? 1)
        groups.note(nextNumber: next["groups"]?.int ?? 1)
      }
      emails = scan.emails
    } catch let error as JSONError {
      throw FileOrganizationError.notJSON(error, error.place(in: bytes.span)).targetError(path)
    } catch let problem as FileOrganizationScan.Problem {
      let place = JSONPlace(offset: problem.offset, in: bytes.span)
      throw FileOrganizationError.notAnOrganization(problem.message, place).targetError(path)
    } catch {
      throw TargetError(summary: "cannot read \(path): \(error)")
    }
  }

  /// Does one step; a refusal says why.
  mutating func apply(_ step: ApplyStep) -> ChangeOutcome {
    do throws(FileRefusal) {
      return ChangeOutcome(step.number, .done, createdID: try apply(step.change))
    } catch {
      return ChangeOutcome(step.number, .failed, message: error.message)
    }
  }

  /// Writes the document, a piece of about a megabyte at a time.
  func write(to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    var writer = JSONWriter(.pretty)
    try writer.object { writer in
      for member in numberedHead {
        writer.key(member.key)
        writer.value(member.value)
      }
      writer.key("members")
      try writer.array { writer in
        for row in 0..<members.count where !members.isRemoved(row) {
          members.write(row, to: &writer)
          if writer.bytes.count > 1 << 20 { try writer.drain(sink) }
        }
      }
      writer.key("groups")
      try writer.array { writer in
        for row in 0..<groups.count where !groups.isRemoved(row) {
          try writeGroup(row, to: &writer)
          if writer.bytes.count > 1 << 20 { try writer.drain(sink) }
        }
      }
    }
    writer.endLine()
    try writer.drain(sink)
  }

  /// The head with what ids come next, if any was given or taken.
  private var numberedHead: [JSONValue.Member] {
    var head = head
    var next = head["nextIds"]?.object ?? []
    if let number = members.nextNumber { next["members"] = JSONValue(integerLiteral: number) }
    if let number = groups.nextNumber { next["groups"] = JSONValue(integerLiteral: number) }
    if !next.isEmpty { head["nextIds"] = JSONValue(.object(next)) }
    return head
  }

  private func writeGroup(_ row: Int, to writer: inout JSONWriter) throws {
    guard memberships[row] != nil || !departed.isEmpty else {
      groups.write(row, to: &writer)
      return
    }
    var entry = try groups.entry(row)
    var members = memberships[row] ?? FileGroupMembers(entry["members"])
    let hasLost = members.remove(departed)
    guard memberships[row] != nil || hasLost else {
      groups.write(row, to: &writer)
      return
    }
    entry["members"] = members.value
    writer.value(JSONValue(.object(entry)))
  }

  /// - Returns: The id of what was created.
  private mutating func apply(_ change: Change) throws(FileRefusal) -> String? {
    switch change.action {
    case .invite: return try invite(change)
    case .createGroup:
      return groups.append([
        JSONValue.Member(key: "externalId", value: .text(change.after?.externalID)),
        JSONValue.Member(key: "name", value: .text(change.after?.name)),
        JSONValue.Member(key: "members", value: JSONValue(.array([]))),
      ])
    case .revoke: try revoke(change)
    case .restore: try restore(change)
    case .remove: try remove(change)
    case .link, .relink:
      try members.set("externalId", of: row(change), to: .text(change.after?.externalID))
    case .updateEmail: try updateEmail(change)
    case .updateName: try members.set("name", of: row(change), to: .text(change.after?.name))
    case .renameGroup: try groups.set("name", of: groupRow(change), to: .text(change.after?.name))
    case .linkGroup, .relinkGroup:
      try groups.set("externalId", of: groupRow(change), to: .text(change.after?.externalID))
    case .deleteGroup: groups.remove(try groupRow(change), id: change.group?.id ?? "")
    case .addToGroup, .removeFromGroup: try changeMembership(change)
    }
    return nil
  }

  private mutating func invite(_ change: Change) throws(FileRefusal) -> String {
    let email = change.after?.email ?? change.member?.email ?? ""
    guard emails.insert(email).inserted else {
      throw FileRefusal(message: "a member with the address \(email) exists already")
    }
    return members.append([
      JSONValue.Member(key: "externalId", value: .text(change.after?.externalID)),
      JSONValue.Member(key: "email", value: .text(email)),
      JSONValue.Member(key: "name", value: .text(change.after?.name)),
      JSONValue.Member(key: "status", value: .text(MemberStatus.invited.word)),
      JSONValue.Member(key: "role", value: .text(MemberRole.user.word)),
    ])
  }

  private mutating func revoke(_ change: Change) throws(FileRefusal) {
    let row = try row(change)
    var member = try members.entry(row)
    let status = member["status"]?.string ?? ""
    guard status != MemberStatus.revoked.word else { return }
    member["status"] = .text(MemberStatus.revoked.word)
    member["priorStatus"] = .text(status)
    members.replace(row, member)
  }

  /// Back to the status before; to `invited`, which gives least, where the file does not tell.
  private mutating func restore(_ change: Change) throws(FileRefusal) {
    let row = try row(change)
    var member = try members.entry(row)
    guard member["status"]?.string == MemberStatus.revoked.word else { return }
    member["status"] = .text(member["priorStatus"]?.string ?? MemberStatus.invited.word)
    member["priorStatus"] = nil
    members.replace(row, member)
  }

  private mutating func remove(_ change: Change) throws(FileRefusal) {
    let row = try row(change)
    let id = change.member?.id ?? ""
    if let email = try members.entry(row)["email"]?.string { emails.remove(email) }
    members.remove(row, id: id)
    departed.insert(id)
  }

  private mutating func updateEmail(_ change: Change) throws(FileRefusal) {
    let row = try row(change)
    let old = try members.entry(row)["email"]?.string
    let email = change.after?.email ?? ""
    guard emails.insert(email).inserted else {
      throw FileRefusal(message: "a member with the address \(email) exists already")
    }
    if let old { emails.remove(old) }
    try members.set("email", of: row, to: .text(email))
  }

  private mutating func changeMembership(_ change: Change) throws(FileRefusal) {
    let group = try groupRow(change)
    _ = try row(change)
    if memberships[group] == nil {
      memberships[group] = FileGroupMembers(try groups.entry(group)["members"])
    }
    let id = change.member?.id ?? ""
    if change.action == .addToGroup {
      memberships[group]?.add(id)
    } else {
      memberships[group]?.remove(id)
    }
  }

  private func row(_ change: Change) throws(FileRefusal) -> Int {
    guard let row = members.row(ofID: change.member?.id) else {
      throw FileRefusal(message: "there is no member with the id \(change.member?.id ?? "")")
    }
    return row
  }

  private func groupRow(_ change: Change) throws(FileRefusal) -> Int {
    guard let row = groups.row(ofID: change.group?.id) else {
      throw FileRefusal(message: "there is no group with the id \(change.group?.id ?? "")")
    }
    return row
  }
}

extension JSONValue {
  fileprivate static func text(_ text: String?) -> JSONValue {
    text.map { JSONValue(.string($0)) } ?? JSONValue(.null)
  }
}
