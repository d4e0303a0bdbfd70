internal import ExportFiles

extension ExportCollector {
  /// Takes in a line that says something about the lines around it.
  mutating func takeNotice() throws {
    if record.has(.resultCode) { return try takeTrailer() }
    if record.equals(.type, "end") {
      file.isNeutral = true
      file.neutralEnd = (record.count(.countsUsers), record.count(.countsGroups))
    } else if record.has(.format) {
      file.isNeutral = true
    }
  }

  /// The object with which `ldapsearch` ends its output; one search may find what another has found.
  private mutating func takeTrailer() throws {
    guard record.count(.resultCode) == 0 else {
      throw errorResponse("the search ended with result code \(record.string(.resultCode) ?? "")")
    }
    guard record.count(.referencesReturned) ?? 0 == 0 else {
      throw ExportFailure.incomplete(
        "unread-references",
        file: file.name,
        "the search ended with references to other servers, whose entries are not in it",
        hint: "Export from a server that has all entries, or add what those have."
      )
    }
    let entries = store.distinctCount(
      of: CollectionOfOne(file.firstUnconfirmed..<store.entries.count)
    )
    try checkCount(record.count(.entriesReturned) ?? 0, entries, "entries")
    file.hasTrailer = true
    file.firstUnconfirmed = store.entries.count
  }

  /// Makes a page of the records at the top of the file, and checks what the file says about itself.
  mutating func endFile() throws {
    let content = file.lists[0].content
    if file.hasNulls {
      guard content.count == 0, file.pageCount == 0 else {
        throw failure(.invalid, "not-an-object", "a record is null instead of an object")
      }
      var page = Page(file: file.number)
      page.isBareArray = true
      return append(page)
    }
    try checkNeutralEnd(content)
    if content.providers & ExportProvider.ping.bit != 0 { try checkTrailer() }
    if file.isTable, content.count == 0, content.memberships == 0, content.flaw == nil {
      return endEmptyTable()
    }
    guard content.count > 0 || content.flaw != nil else { return }
    let isProven = file.neutralEnd?.users != nil || file.hasTrailer
    for kind in kinds(of: content) {
      var page = Page(file: file.number, kind: kind)
      page.content = content
      page.end = isProven ? .last : .unknown
      if file.isNeutral || file.isTable { page.provider = content.provider }
      append(page)
    }
  }

  /// Users and groups can stand in one sequence; each list then is a page of its own.
  private func kinds(of content: ListContent) -> [PageKind?] {
    content.users > 0 && content.groups > 0 && content.references == 0 ? [.users, .groups] : [nil]
  }

  /// A table of which only the header is there.
  private mutating func endEmptyTable() {
    let columns = context.columns ?? []
    if !columns.isDisjoint(with: [.groupID, .groupKey, .groupName, .group]) {
      notePairs()
    } else {
      let isUsers = columns.contains(.email) || columns.contains(.primaryEmail)
      append(Page(file: file.number, kind: isUsers ? .users : nil))
    }
  }

  private mutating func checkNeutralEnd(_ content: ListContent) throws(ExportFailure) {
    guard file.isNeutral || content.providers & ExportProvider.generic.bit != 0, !file.isTable
    else { return }
    guard let end = file.neutralEnd else {
      throw .incomplete(
        "end-marker-missing",
        file: file.name,
        "its last line is not {\"type\":\"end\",…}, so lines may be missing"
      )
    }
    let users = store.distinctCount(of: content.entries, .user)
    let groups = store.distinctCount(of: content.entries, .group)
    try checkCount(end.users, users, "users")
    try checkCount(end.groups, groups, "groups")
  }

  private func checkTrailer() throws(ExportFailure) {
    guard file.hasDirectoryEntries else { return }
    guard file.hasTrailer, file.firstUnconfirmed == store.entries.count else {
      throw .incomplete(
        "end-marker-missing",
        file: file.name,
        "the search result at its end is missing, so entries may be missing"
      )
    }
  }

  func checkCount(_ claimed: Int?, _ found: Int, _ what: String) throws(ExportFailure) {
    guard let claimed, claimed != found else { return }
    throw .incomplete(
      "count-mismatch",
      file: file.name,
      "it speaks of \(claimed) \(what) and holds \(found) without repeats"
    )
  }
}
