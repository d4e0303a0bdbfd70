/// PingDirectory: `ldapsearch --outputFormat JSON` and the Directory REST API, whose entries have the same attributes.
enum PingDirectory {
  static func shape(of record: borrowing FieldRecord) -> RecordShape? {
    if record.has(.resultCode) { return .notice }
    guard record.has(.restDN) || record.equals(.resultType, "entry") else { return .ignored }
    var isGroup = false
    record.forEachText(.objectClass) { isGroup = isGroup || isGroupClass($0) }
    return isGroup ? .group : .user
  }

  private static func isGroupClass(_ name: Bytes) -> Bool {
    let prefix: StaticString = "groupof"
    return name.count > prefix.utf8CodeUnitCount
      && Bytes(rebasing: name.prefix(prefix.utf8CodeUnitCount)).equalsFolding(prefix)
  }

  static func user(_ record: borrowing FieldRecord) -> UserDraft {
    var draft = UserDraft()
    let name = record.firstText(.restDN, .dn)
    draft.id = record.text(.entryUUID) ?? name
    draft.email = record.text(.mail)
    draft.name = record.firstText(.displayName, .cn)
    // The attribute is there only on accounts that were disabled once.
    draft.hasStatus = true
    draft.state = record.state(disabled: .accountDisabled)
    if let name { draft.keys.append(name) }
    return draft
  }

  static func group(_ record: borrowing FieldRecord) -> GroupDraft {
    var draft = GroupDraft()
    let name = record.firstText(.restDN, .dn)
    draft.id = record.text(.entryUUID) ?? name
    draft.name = record.firstText(.cn, .displayName)
    draft.hasMembers = true
    record.forEachText(.member) { draft.members.append($0) }
    record.forEachText(.uniqueMember) { draft.members.append($0) }
    if let name { draft.keys.append(name) }
    return draft
  }
}
