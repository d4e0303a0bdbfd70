internal import DirectoryModel
internal import ExportFiles
internal import JSONReader

extension ExportCollector {
  /// Takes in a record that was read as a whole, with the lists of mere references in it.
  mutating func takeRecord() throws {
    record.index()
    var object = beginObject()
    if record.hasLists { object.lists = try takeLists() }
    try takeRecord(object)
  }

  /// Takes in the present record, with what was in its lists.
  mutating func takeRecord(_ object: OpenObject) throws {
    let lists = object.lists
    look()
    context.lists.removeAll(keepingCapacity: true)
    for list in lists { if let field = list.field { context.lists.append(field) } }
    try refuseCutObjects()
    spreadAttributes()
    if let (provider, shape) = classify(), shape != .notice || lists.isEmpty {
      if !lists.isEmpty { firstConsumed = object.firstEntry }
      try add(provider, shape, lists: lists)
      return dropConsumed()
    }
    if lists.isEmpty { return try takeUnknown() }
    if let envelope = envelope(of: lists) { return try finish(envelope, object) }
    if let message = ErrorBodies.message(of: record) { throw errorResponse(message) }
    try finishBundle(lists)
  }

  /// Makes lists of the references that stand in the record.
  private mutating func takeLists() throws -> [OpenList] {
    var lists: [OpenList] = []
    let outer = file.lists.count
    for match in record.values.matches {
      guard let field = ExportField(path: Int(match.path)), field.isList else { continue }
      if match.kind == .array {
        if file.lists.count > outer { lists.append(file.lists.removeLast()) }
        file.lists.append(OpenList(.path(Int(match.path)), in: nil))
      } else if file.lists.last?.field == field, file.lists.count > outer {
        try takeReference(match)
      }
    }
    if file.lists.count > outer { lists.append(file.lists.removeLast()) }
    return lists
  }

  /// Forgets the entries of lists that a record has taken over.
  mutating func dropConsumed() {
    guard let first = firstConsumed else { return }
    store.entries.removeLast(store.entries.count - first)
    firstConsumed = nil
  }

  /// Takes in a scalar: a reference, if it stands in a list of them.
  mutating func takeScalar() throws {
    guard let match = record.values.matches.first else { return }
    if match.kind == .null, file.isAtTop {
      file.hasNulls = true
      return
    }
    try takeReference(match)
  }

  private mutating func takeReference(_ match: JSONMatch) throws {
    let text = record.values.bytes(match)
    guard match.isScalar, match.kind != .bool, text.count > 0 else {
      let failure = failure(
        .invalid,
        "not-an-object",
        "a record is \(match.kind) instead of an object"
      )
      return withContent { $0.flaw = $0.flaw ?? failure }
    }
    try addReference(store.atom(text), MemberDraft(), isScalar: true)
  }

  mutating func addReference(_ atom: UInt32, _ draft: MemberDraft, isScalar: Bool) {
    add(
      ListEntry(subject: atom, kind: .reference, memberKind: draft.kind, flags: draft.flags)
    )
    withContent { content in
      content.references += 1
      if isScalar { content.scalars += 1 }
    }
  }

  mutating func add(_ entry: ListEntry) {
    dropConsumed()
    let number = store.entries.count
    store.entries.append(entry)
    withContent { $0.add(entry: number) }
  }

  /// Takes a record of a known kind in.
  mutating func add(_ provider: ExportProvider, _ shape: RecordShape, lists: [OpenList]) throws {
    switch shape {
    case .user: try addUser(provider, lists)
    case .group: try addGroup(provider, lists)
    case .member: try addMember(provider)
    case .membership: try addMembership(provider, lists)
    case .containingGroup:
      try addGroup(provider, lists)
      withContent { content in
        content.groups -= 1
        content.containingGroups += 1
      }
    case .notice: try takeNotice()
    case .ignored: withContent { $0.ignored += 1 }
    }
    // The last line is the one behind all others.
    if shape != .notice { file.neutralEnd = nil }
    if shape != .membership { withContent { $0.providers |= provider.bit } }
  }

  private mutating func addUser(_ provider: ExportProvider, _ lists: [OpenList]) throws {
    var draft = provider.dialect.user(record, context)
    filters.attributes.apply(to: &draft, from: record)
    if case .chosen(let id?) = draft.externalID { try checkID(id) }
    if draft.hasIDInKey, var key = record.values.key, !key.isEmpty {
      return try key.withUTF8 { try addUser(draft, id: Bytes($0), provider, lists) }
    }
    guard let id = draft.id else { return missingID("a user") }
    try addUser(draft, id: id, provider, lists)
  }

  private mutating func addUser(
    _ draft: UserDraft,
    id: Bytes,
    _ provider: ExportProvider,
    _ lists: [OpenList]
  ) throws {
    try checkID(id)
    if draft.isService {
      store.services.insert(try store.atom(id))
      addReference(try store.atom(id), MemberDraft(), isScalar: false)
      return
    }
    var marks: EntryMarks = []
    var preferences: UInt32 = 0
    if !filters.isEmpty {
      let verdict = filters.judge(record)
      if !verdict.passes { marks.insert(.leftOutByFilter) }
      preferences = verdict.preferences
    }
    if draft.isGuest, !settings.extras.contains("guests") { marks.insert(.leftOutAsExtra) }
    let user = try store.add(draft, id: id, marks: marks, preferences: preferences)
    try addGroups(of: user, draft, provider, lists)
    add(ListEntry(subject: user, kind: .user, memberKind: .user, flags: []))
    withContent { content in
      content.users += 1
      if draft.hasStatus { content.usersWithStatus += 1 }
      if draft.state == .deleted { content.deletedUsers += 1 }
    }
  }

  /// Takes in the groups that a user's record names.
  private mutating func addGroups(
    of version: UInt32,
    _ draft: UserDraft,
    _ provider: ExportProvider,
    _ lists: [OpenList]
  ) throws {
    let user = store.users[Int(version)].atom
    var namesGroups = draft.hasGroups
    for name in draft.groups { try addGroup(named: name, of: user, provider) }
    for field in provider.dialect.groupLists(context) {
      if record.isNull(field) { namesGroups = true }
      guard let list = lists.first(where: { $0.field == field }) else { continue }
      namesGroups = true
      try check(list, provider)
      for range in list.wholeContent.entries {
        for index in range {
          let entry = store.entries[index]
          if entry.memberKind == .thing { continue }
          let group = atom(of: entry)
          if provider.dialect.namesGroups { try addNamedGroup(group) }
          addEdge(group, user, .user, entry.flags.union(.isFromMember))
        }
      }
    }
    guard namesGroups else { return }
    store.users[Int(version)].flags.insert(.namesGroups)
    store.hasUsersNamingGroups = true
  }

  private mutating func addGroup(
    named name: Bytes,
    of user: UInt32,
    _ provider: ExportProvider
  ) throws {
    let group = try store.atom(name)
    if provider.dialect.namesGroups { try addNamedGroup(group) }
    addEdge(group, user, .user, .isFromMember)
  }

  /// A group of which only the name is known, which is its id too.
  private mutating func addNamedGroup(_ group: UInt32) throws {
    guard store.groupOfAtom[Int(group)] == UserVersion.none else { return }
    store.groups.append(
      GroupVersion(
        atom: group,
        next: UserVersion.none,
        name: store.atoms[group],
        memberCount: GroupVersion.noCount,
        subgroupCount: GroupVersion.noCount,
        isBuiltIn: false
      )
    )
    store.groupOfAtom[Int(group)] = UInt32(store.groups.count - 1)
  }

  private mutating func addMember(_ provider: ExportProvider) throws {
    let draft = provider.dialect.member(record)
    if let id = draft.id { try checkID(id) }
    guard let atom = try store.add(draft) else { return missingID("a member") }
    addReference(atom, draft, isScalar: false)
  }

  func missing(_ what: String) -> ExportFailure {
    failure(.invalid, "missing-id", "\(what) has no id")
  }

  mutating func missingID(_ what: String) {
    let failure = missing(what)
    withContent { $0.flaw = $0.flaw ?? failure }
  }

  /// Refuses ids that a spreadsheet has rounded, or that are no ids.
  func checkID(_ id: Bytes) throws(ExportFailure) {
    guard let first = id.first, first &- 0x30 < 10, id.contains(where: { $0 | 0x20 == 0x65 }),
      record.isNumber(.id) || id.contains(where: { [0x2b, 0x2c, 0x2e].contains($0) })
    else { return }
    let text = String(decoding: id, as: UTF8.self)
    // A text of hexadecimal digits can look like such a number, but for a sign or a point; some countries' is a comma.
    guard Double(text.replacing(",", with: ".")) != nil else { return }
    throw ExportFailure(
      .invalid,
      "id-precision-lost",
      file: file.name,
      "the id \(text) has been rounded, as spreadsheets do with long numbers",
      hint: "Export again and do not open the file in a spreadsheet."
    )
  }

  mutating func addEdge(
    _ group: UInt32,
    _ member: UInt32,
    _ kind: MemberKind,
    _ flags: Edge.Flags
  ) {
    store.edges.append(Edge(container: group, member: member, kind: kind, flags: flags))
  }

  /// The id of whom an entry is about.
  func atom(of entry: ListEntry) -> UInt32 { store.atom(of: entry) }

  /// Refuses a list of members or groups in which something cannot be used at all.
  func check(_ list: OpenList, _ provider: ExportProvider) throws(ExportFailure) {
    let content = list.wholeContent
    if let flaw = content.flaw { throw flaw }
    if provider == .entra, list.field == .memberOfList, content.count == 20 { throw expandCap }
  }

  var expandCap: ExportFailure {
    .incomplete(
      "expand-cap",
      file: file.name,
      "a list in it has exactly 20 entries, where $expand stops without a word",
      hint: "Ask for /groups/{id}/members of each group instead of $expand."
    )
  }
}
