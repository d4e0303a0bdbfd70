internal import DirectoryModel
internal import LDAPClient
internal import SCIMFilter

/// How entries become users of a snapshot.
struct UserMapping: Sendable {
  private(set) var attributes = AttributeList()
  let filter: LDAPFilter
  let id: IDRule
  private let emails: [EmailRule]
  private let names: [Int]
  private let state: StateRule
  private let systemObject: Int?
  let login: Int?
  let memberOf: Int?
  /// `primaryGroupID` and `objectSid`, or `gidNumber` and nothing.
  let primaryGroup: (group: Int, identifier: Int?)?
  private var preferences: PreferenceRules
  /// The attributes of which all values must be there before a user can be told.
  let judged: Set<Int>
  private(set) var counts: EntryCounts

  init(
    _ settings: LDAPSourceSettings,
    _ schema: LDAPSchema,
    now: Timestamp
  ) throws(LDAPSourceFailure) {
    let users = settings.users
    let configured = try LDAPSourceFailure.filter(users.filter, "users.filter")
    filter = schema.combined(schema.userFilter, configured)
    var list = AttributeList()
    id = IDRule(users.externalID, schema: schema.userIDs, &list)
    emails = (users.email.isEmpty ? schema.emails : users.email).map { EmailRule($0, &list) }
    names = (users.displayName.map { [$0] } ?? schema.displayNames).map { list.add($0) }
    let disabled = try LDAPSourceFailure.filter(users.disabled, "users.disabled")
    state = StateRule(schema, configured: disabled, now: now, &list)
    let leavesOut = !settings.extras.contains("systemObjects")
    systemObject = leavesOut ? schema.systemObject.map { list.add($0) } : nil
    let readsGroups = !settings.groups.bases.isEmpty
    memberOf = readsGroups && settings.readsMembershipsFromUsers ? list.add(schema.memberOf) : nil
    login = settings.namesMembersByLogin(schema) ? list.add("uid") : nil
    switch readsGroups ? schema.primaryGroup : nil {
    case .securityIdentifier:
      primaryGroup = (list.add("primaryGroupID"), list.add("objectSid"))
    case .groupNumber: primaryGroup = (list.add("gidNumber"), nil)
    case nil: primaryGroup = nil
    }
    do throws(FilterError) {
      preferences = try PreferenceRules(settings.preferences, &list)
    } catch {
      throw .configuration(message: "'users.prefer': \(error)", hint: nil)
    }
    judged = Set(emails.flatMap(\.numbers) + state.attributeNumbers + preferences.numbers)
    attributes = list
    counts = EntryCounts(
      emails.flatMap(\.numbers) + names + state.attributeNumbers
        + [memberOf, login, primaryGroup?.group].compactMap(\.self),
      in: list
    )
  }

  /// The user that an entry is; texts go into the builder.
  mutating func user(
    _ entry: LDAPEntry,
    isShadow: Bool,
    _ builder: inout DirectorySnapshotBuilder
  ) throws(ArenaFull) -> DirectorySnapshotBuilder.User {
    counts.add(entry)
    var user = DirectorySnapshotBuilder.User()
    user.id = try builder.texts.append(id.id(entry))
    for rule in emails {
      guard let address = rule.address(entry) else { continue }
      user.email = try builder.appendEmail(address)
      if !user.email.isBlank { break }
    }
    for number in names {
      guard let name = entry.first(number), !name.isEmpty else { continue }
      user.name = try builder.append(name)
      break
    }
    user.place = try builder.append(entry.dn)
    user.state = state.state(entry)
    if isSystemObject(entry) { user.marks.insert(.leftOutAsExtra) }
    if isShadow { user.marks.insert(.leftOutByFilter) }
    user.preferences = preferences.bits(entry)
    return user
  }

  /// The attributes by which disabled people are told.
  var stateAttributes: [String] { state.attributeNumbers.map { attributes.names[$0] } }

  /// Name and address of an entry that was looked up by its id.
  func located(_ entry: LDAPEntry, id: String, isDeleted: Bool) -> LocatedUser {
    let address = emails.lazy.compactMap { $0.address(entry) }.first
    let name = names.lazy.compactMap { entry.text($0) }.first { !$0.isEmpty }
    return LocatedUser(
      id: id,
      place: entry.dnText,
      email: address.flatMap { EmailAddress.normalized(String(decoding: $0, as: UTF8.self)) },
      displayName: name,
      state: isDeleted ? .deleted : state.state(entry)
    )
  }

  private func isSystemObject(_ entry: LDAPEntry) -> Bool {
    guard let systemObject, let value = entry.text(systemObject) else { return false }
    return value.lowercased() == "true"
  }
}

extension LDAPSchema {
  /// A configured filter that names a class says itself which entries are meant; any other narrows the schema's.
  func combined(_ own: LDAPFilter, _ configured: LDAPFilter?) -> LDAPFilter {
    guard let configured else { return own }
    let namesClass = configured.attributes.contains {
      ["objectclass", "objectcategory"].contains($0.lowercased())
    }
    return namesClass && !filtersAlwaysHold ? configured : .and([own, configured])
  }
}

extension DirectorySnapshotBuilder {
  /// Copies a server's text in; bytes that are not UTF-8 become replacement characters.
  mutating func append(_ bytes: ArraySlice<UInt8>) throws(ArenaFull) -> Text {
    let result: Result<Text, ArenaFull> = bytes.withUnsafeBytes { bytes in
      do throws(ArenaFull) {
        let isPlain = bytes.allSatisfy { $0 < 0x80 }
        return .success(
          try isPlain ? texts.append(bytes) : texts.append(String(decoding: bytes, as: UTF8.self))
        )
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  mutating func appendEmail(_ bytes: ArraySlice<UInt8>) throws(ArenaFull) -> Text {
    let result: Result<Text, ArenaFull> = bytes.withUnsafeBytes { bytes in
      do throws(ArenaFull) {
        return .success(try texts.appendEmail(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
