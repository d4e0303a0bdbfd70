internal import ExportFiles

extension ExportCollector {
  mutating func beginList(_ name: ExportPiece.ListName) {
    let isInList = file.open.last ?? false
    file.lists.append(OpenList(name, in: isInList ? file.lists.last : nil))
    file.open.append(true)
  }

  mutating func endList() throws {
    file.open.removeLast()
    let list = file.lists.removeLast()
    switch file.open.last {
    case false?: file.objects[file.objects.count - 1].lists.append(list)
    case true?: file.lists[file.lists.count - 1].inner.append(list)
    case nil:
      finish(list)
      // The head of one answer says nothing about the next.
      file.headers = nil
    }
  }

  /// Makes pages of the lists of an envelope.
  mutating func finish(_ found: (ExportProvider, Envelope), _ object: OpenObject) throws {
    let lists = object.lists
    let (provider, envelope) = found
    if let flaw = envelope.flaw {
      throw ExportFailure.incomplete(flaw.reason, file: file.name, flaw.message)
    }
    file.lists[file.lists.count - 1].hasEnvelopes = true
    var count = 0
    if let realm = envelope.realm {
      note(realm, object)
      if record.isNull(.groupsList) {
        var page = Page(file: file.number, kind: .groups)
        fill(&page, from: envelope, provider)
        append(page)
        count += 1
      }
    }
    for list in lists {
      guard let field = list.field, envelope.lists?.contains(field) ?? true else { continue }
      if field == .membersList, !list.inner.isEmpty {
        try addMap(list.inner)
        continue
      }
      var page = Page(file: file.number, kind: envelope.kind ?? field.pageKind)
      page.content = list.wholeContent
      fill(&page, from: envelope, provider)
      if let total = envelope.totals[field] { page.total = total }
      append(page)
      count += 1
    }
    for (field, total) in envelope.totals where !lists.contains(where: { $0.field == field }) {
      var page = Page(file: file.number, kind: field.pageKind)
      fill(&page, from: envelope, provider)
      page.total = total
      append(page)
      count += 1
    }
    if count == 0, envelope.kind != nil {
      var page = Page(file: file.number, kind: envelope.kind)
      fill(&page, from: envelope, provider)
      append(page)
    }
  }

  private func fill(_ page: inout Page, from envelope: Envelope, _ provider: ExportProvider) {
    page.provider = provider
    page.owner = envelope.owner
    page.end = envelope.end
    page.total = envelope.total
    page.isContinued = envelope.isContinued
    page.selfLink = envelope.selfLink
    page.realm = envelope.realm
  }

  private mutating func note(_ name: String, _ object: OpenObject) {
    var realm = store.realms[name] ?? ExportStore.Realm()
    if object.lists.contains(where: { $0.field == .usersList && $0.wholeContent.count > 0 }) {
      realm.hasUsers = true
    }
    realm.edges.append((file.number, object.firstEdge..<store.edges.count))
    store.realms[name] = realm
  }

  /// Takes in an object of lists that is no provider's envelope: a bundle, or a map from groups to members.
  mutating func finishBundle(_ lists: [OpenList]) throws {
    let keyed = lists.filter { $0.key != nil }
    let named = lists.filter { $0.field?.pageKind != nil }
    guard !named.isEmpty || !keyed.isEmpty, named.isEmpty || context.list == nil else {
      return try takeUnknown()
    }
    if named.isEmpty {
      // A map has nothing but its keys; a big record has lists that nobody asked for, too.
      let isMap = keyed.count == lists.count && !record.hasScalars
      guard isMap else { return try takeUnknown() }
      return try addMap(keyed)
    }
    for list in named {
      if list.field == .membersList, !list.inner.isEmpty {
        try addMap(list.inner)
      } else {
        var page = Page(file: file.number, kind: list.field?.pageKind)
        page.content = list.wholeContent
        // The memberships of a bundle may be records that name their groups.
        if page.content.count == 0, page.content.memberships > 0 { continue }
        append(page)
      }
    }
  }

  /// Takes in a map from groups to their members.
  private mutating func addMap(_ lists: [OpenList]) throws {
    for list in lists {
      guard let key = list.key else { continue }
      let content = list.wholeContent
      if let flaw = content.flaw { throw flaw }
      let group = try store.atom(key)
      store.cover(group, file: file.number, isEmbedded: false)
      addEdges(content, to: group, as: .unknown)
    }
    file.pageCount += 1
  }

  /// Makes a page of an array that stands by itself.
  private mutating func finish(_ list: OpenList) {
    for inner in list.inner { finish(inner) }
    let content = list.content
    let isEmpty = content.count == 0 && content.flaw == nil
    if isEmpty {
      if !list.inner.isEmpty || list.hasEnvelopes { return }
      if content.memberships > 0 || content.ignored > 0 {
        file.pageCount += 1
        return
      }
    }
    var page = Page(file: file.number)
    page.content = content
    page.isBareArray = true
    applyHeaders(to: &page)
    append(page)
  }

  private func applyHeaders(to page: inout Page) {
    guard let headers = file.headers else { return }
    page.total = (headers["total-count"] ?? headers["x-total-count"]).flatMap { Int($0) }
    let (own, next) = (headers.link("self"), headers.link("next"))
    // Others, such as those to a style sheet, say nothing about pages.
    guard own != nil || next != nil else { return }
    page.hasLinkHeader = true
    page.selfLink = own
    page.end = next.map { .more($0) } ?? .last
  }

  mutating func append(_ page: Page) {
    store.pages.append(page)
    file.pageCount += 1
  }
}

extension ExportField {
  /// What a list under this key holds, where the key alone says so.
  var pageKind: PageKind? {
    switch self {
    case .usersList, .dataUsersList, .embeddedUsersList: .users
    case .groupsList, .rolesList, .dataGroupsList, .embeddedGroupsList: .groups
    case .embeddedMembershipsList: .containingGroups
    case .membersList: .members
    default: nil
    }
  }
}
