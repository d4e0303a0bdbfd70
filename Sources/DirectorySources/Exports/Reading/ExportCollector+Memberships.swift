internal import DirectoryModel
internal import ExportFiles
internal import JSONReader

extension ExportCollector {
  /// Takes a group in, and who its record says is in it.
  mutating func addGroup(_ provider: ExportProvider, _ lists: [OpenList]) throws {
    let draft = provider.dialect.group(record)
    guard let id = draft.id else { return missingID("a group") }
    try checkID(id)
    let number = try store.add(draft, id: id)
    let group = store.groups[Int(number)].atom
    if let parent = draft.parent {
      addEdge(try store.atom(parent), group, .group, [.isUncounted, .isFromMember])
    }
    for member in draft.members { addEdge(group, try store.atom(member), .unknown, []) }
    if draft.hasMembers || record.isNull(.membersList) || record.isNull(.usersList) {
      store.cover(group, file: file.number, isEmbedded: true)
    }
    var subgroups: [ListEntry] = []
    for list in lists where list.field != nil {
      try addList(list, of: group, provider, &subgroups)
    }
    let flags: Edge.Flags = draft.isIndirect ? .isIndirect : []
    add(ListEntry(subject: number, kind: .group, memberKind: .group, flags: flags))
    withContent { $0.groups += 1 }
    for subgroup in subgroups {
      add(subgroup)
      withContent { $0.groups += 1 }
    }
  }

  /// Takes in a list that stands in the record of a group.
  private mutating func addList(
    _ list: OpenList,
    of group: UInt32,
    _ provider: ExportProvider,
    _ subgroups: inout [ListEntry]
  ) throws {
    let content = list.wholeContent
    switch list.field {
    case .membersList, .usersList:
      try check(list, provider)
      if provider == .entra, content.count == 20 { throw expandCap }
      store.cover(group, file: file.number, isEmbedded: true)
      addEdges(content, to: group, as: list.field == .usersList ? .user : .unknown)
    case .memberGroupsList:
      try check(list, provider)
      addEdges(content, to: group, as: .group)
    case .childrenList: addEdges(content, to: group, as: .group, .isUncounted)
    case .subGroupsList:
      try check(list, provider)
      addEdges(content, to: group, as: .group, .isUncounted)
      for range in content.entries { subgroups += store.entries[range] }
    case .parentsList:
      for range in content.entries {
        for index in range {
          addEdge(
            atom(of: store.entries[index]),
            group,
            .group,
            [.isUncounted, .isFromMember]
          )
        }
      }
    default: break
    }
  }

  /// Makes edges of the entries of a list; `kind` is what they are where they do not say so themselves.
  mutating func addEdges(
    _ content: ListContent,
    to group: UInt32,
    as kind: MemberKind,
    _ flags: Edge.Flags = []
  ) {
    for range in content.entries {
      for index in range {
        let entry = store.entries[index]
        addEdge(
          group,
          atom(of: entry),
          entry.memberKind == .unknown ? kind : entry.memberKind,
          entry.flags.union(flags)
        )
      }
    }
  }

  /// Takes in a record that names a group and who is in it.
  mutating func addMembership(_ provider: ExportProvider, _ lists: [OpenList]) throws {
    guard isPlaceForMemberships else {
      let failure = failure(
        .unrecognised,
        "unknown-shape",
        "memberships stand under a key that no provider uses for them"
      )
      return withContent { $0.flaw = $0.flaw ?? failure }
    }
    withContent { $0.memberships += 1 }
    if record.has(.pathsFromID) { return try addPaths() }
    guard let name = record.firstText(.groupID, .groupKey, .group, .groupName, .roleID) else {
      return missingID("a membership")
    }
    let group = try store.atom(name)
    let list = lists.first { $0.field == .membersList } ?? lists.first { $0.field == .usersList }
    if let list {
      try check(list, provider)
      store.cover(group, file: file.number, isEmbedded: false)
      addEdges(list.wholeContent, to: group, as: .unknown)
    } else if record.isNull(.membersList) || record.isNull(.usersList) {
      store.cover(group, file: file.number, isEmbedded: false)
    } else {
      try addPair(provider, group)
    }
  }

  /// Whether no list around the record has a key of its own: those of a record that is taken apart may be anything.
  private var isPlaceForMemberships: Bool {
    for list in file.lists {
      if list.field == .membersList { return true }
      if list.key != nil { return false }
    }
    return true
  }

  private mutating func addPair(_ provider: ExportProvider, _ group: UInt32) throws {
    notePairs()
    var draft: MemberDraft
    if let id = record.firstText(.userID, .memberID) {
      draft = MemberDraft()
      draft.id = id
      draft.kind = record.text(.memberType)?.memberKind ?? .unknown
    } else if let id = record.text(.membersList) {
      draft = MemberDraft()
      draft.id = id
    } else {
      draft = provider.dialect.member(record)
    }
    if let id = draft.id { try checkID(id) }
    guard let member = try store.add(draft) else { return missingID("a membership") }
    addEdge(group, member, draft.kind, draft.flags)
  }

  /// A JumpCloud association: from a group to a user, maybe by several ways.
  private mutating func addPaths() throws {
    notePairs()
    var group: UInt32?
    for match in record.values.matches where match.isScalar {
      if match.path == ExportField.pathsFromID.rawValue {
        group = try store.atom(record.values.bytes(match))
      } else if match.path == ExportField.pathsToID.rawValue, let from = group {
        addEdge(from, try store.atom(record.values.bytes(match)), .user, [])
        group = nil
      }
    }
  }

  mutating func notePairs() {
    store.hasPairs = true
    store.pairsFile = store.pairsFile ?? file.number
  }
}

extension Bytes {
  var memberKind: MemberKind {
    if equalsFolding("user") { return .user }
    if equalsFolding("group") { return .group }
    return .unknown
  }
}
