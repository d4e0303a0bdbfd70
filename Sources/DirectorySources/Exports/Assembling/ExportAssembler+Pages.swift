internal import DirectoryModel

extension ExportAssembler {
  /// Finds out what each page is.
  mutating func assignPages() throws {
    for page in store.pages {
      if try assignOwned(page) { continue }
      try assignUnowned(page)
    }
    if userPages.isEmpty {
      throw ExportFailure.incomplete(
        "users-missing",
        file: (groupPages.first ?? store.pages.first).map { store.files[$0.file] },
        "there is no list of users in the export"
      )
    }
  }

  /// A page of somebody's members or groups: the envelope says so, or the name of the file.
  private mutating func assignOwned(_ page: Page) throws -> Bool {
    if let owner = page.owner {
      switch owner {
      case .group(let id):
        let atom = try store.atom(id)
        if page.kind == .containingGroups {
          containingPages.append((page, atom, true))
        } else {
          memberPages.append((page, atom))
        }
      case .user(let id): containingPages.append((page, try store.atom(id), false))
      }
      return true
    }
    guard provider.dialect.namesFilesByID else { return false }
    let isOfGroups = page.content.containingGroups > 0 || page.kind == .containingGroups
    for candidate in FileNames.candidates(store.files[page.file]) {
      guard let atom = store.find(String(candidate)) else { continue }
      if isOfGroups {
        guard store.userOfAtom[Int(atom)] != UserVersion.none else { continue }
        containingPages.append((page, atom, false))
        return true
      }
      if store.groupOfAtom[Int(atom)] != UserVersion.none, isForMembers(page) {
        memberPages.append((page, atom))
        return true
      }
      // A user who is in no group: the list shows nothing, and its file's name whose it is.
      if store.userOfAtom[Int(atom)] != UserVersion.none, page.kind == nil, page.content.isEmpty {
        containingPages.append((page, atom, false))
        return true
      }
    }
    return false
  }

  /// Whether a page in a file named by a group lists its members.
  private func isForMembers(_ page: Page) -> Bool {
    // Keycloak: the children of a group are groups of the export, and say themselves where they belong.
    !(provider == .keycloak && page.content.groups > 0)
  }

  private mutating func assignUnowned(_ page: Page) throws(ExportFailure) {
    let name = store.files[page.file]
    let content = page.content
    if page.kind == .members || page.kind == .containingGroups || content.containingGroups > 0 {
      throw unattributed(page)
    }
    if page.kind == .users || page.kind == nil && content.users > 0 {
      if page.provider == nil, FileNames.speaksOfMembers(name) { throw unattributed(page) }
      return try takeUsers(page)
    }
    if page.kind == .groups || content.groups > 0 { return try takeGroups(page) }
    if content.references > 0 {
      if content.scalars == 0, let flaw = content.shapeFlaw, !FileNames.speaksOfMembers(name) {
        throw flaw
      }
      // Robot accounts alone are a list of users too.
      if content.scalars == 0, content.providers != 0, content.shapeFlaw == nil,
        !FileNames.speaksOfMembers(name), page.kind == nil,
        store.services.count >= content.references
      {
        return try takeUsers(page)
      }
      throw unattributed(page)
    }
    switch FileNames.kind(name) {
    case .users?: try takeUsers(page)
    case .groups?: try takeGroups(page)
    case .members?, .containingGroups?: break
    case nil: if store.files.count == 1 { try takeUsers(page) }
    }
  }

  private mutating func takeUsers(_ page: Page) throws(ExportFailure) {
    try checkShapes(page)
    let name = store.files[page.file]
    if page.content.deletedUsers < page.content.users,
      FileNames.stem(name).lowercased().contains("deleted")
    {
      throw ExportFailure(
        .ambiguousInput,
        "deleted-unmarked",
        file: name,
        "by its name it lists deleted accounts, and its records do not say that they are",
        hint: "Select 'deletedDateTime' too, or give the file another name."
      )
    }
    userPages.append(page)
  }

  private mutating func takeGroups(_ page: Page) throws(ExportFailure) {
    try checkShapes(page)
    groupPages.append(page)
  }

  /// In a list of users or groups every record has to be one.
  private func checkShapes(_ page: Page) throws(ExportFailure) {
    if page.content.scalars > 0 {
      throw ExportFailure(
        .invalid,
        "not-an-object",
        file: store.files[page.file],
        "a record is a mere text or number instead of an object"
      )
    }
    if let flaw = page.content.shapeFlaw { throw flaw }
    // Without the mark of the neutral layout, records with an id could be anything.
    if provider == .generic, page.provider != .generic, page.content.count > 0 {
      throw ExportFailure(
        .unrecognised,
        "unknown-shape",
        file: store.files[page.file],
        "its records are of no kind that any provider writes",
        hint: "The neutral layout begins with \"format\": \"directory-export/1\"."
      )
    }
  }

  func unattributed(_ page: Page) -> ExportFailure {
    .incomplete(
      "unattributed-members",
      file: store.files[page.file],
      "it lists members, and nothing says of which group",
      hint: "Write the members of each group into a file named by its id."
    )
  }

  /// Judges a list, and so the files that it is in.
  mutating func judge(_ pages: [Page]) throws(ExportFailure) -> Completeness {
    let verdict = try verdict(pages)
    for (file, level) in verdict.levels { note(level, file: file) }
    return verdict.level
  }

  /// Judges a list of members, whose file is judged by the group's own count, too.
  mutating func verdict(_ pages: [Page]) throws(ExportFailure) -> PageChains.Verdict {
    let chains = PageChains(
      pages: pages,
      files: store.files,
      pageSizes: provider.dialect.pageSizes
    )
    let verdict = try chains.judge { pages in
      store.distinctCount(of: pages.lazy.flatMap(\.content.entries))
    }
    for file in verdict.fullPages { warnings.add(.exactPageSize, file) }
    return verdict
  }

  func atom(of entry: ListEntry) -> UInt32 { store.atom(of: entry) }
}
