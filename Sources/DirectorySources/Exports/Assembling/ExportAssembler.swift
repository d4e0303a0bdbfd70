internal import DirectoryModel

/// Makes a snapshot of what was read from an export: decides what is a list of users, of groups, of whose members,
/// whether each list is all there, and who is who.
struct ExportAssembler: ~Copyable {
  var store: ExportStore
  let settings: ExportSourceSettings
  var provider: ExportProvider
  var warnings = ExportWarnings()

  /// Pages by what they are.
  var userPages: [Page] = []
  var groupPages: [Page] = []
  /// Members of a group, by the atom of its id.
  var memberPages: [(page: Page, group: UInt32)] = []
  /// Groups that a user or a group is in.
  var containingPages: [(page: Page, owner: UInt32, isGroup: Bool)] = []

  /// By atom: the row of the user or group, or ``noRow``.
  var userRows: [UInt32] = []
  var groupRows: [UInt32] = []
  /// Rows of users beyond the first that have the same id.
  var furtherRows: [UInt32: [UInt32]] = [:]
  /// Groups and rows in them whose further rows are in them already.
  var membersWithFurtherRows: Set<UInt64> = []
  /// Groups that every active user is in.
  var groupsOfEveryone: Set<Int> = []
  /// By row: the version that became it.
  var rowVersions: [UInt32] = []
  var groupVersions: [UInt32] = []

  var userLevel = Completeness.proven
  var groupLevel: Completeness?
  var membershipLevel: Completeness?
  var isStatusKnown = true
  /// By file: the least of its lists.
  var fileLevels: [Int: Completeness] = [:]

  static let noRow = UInt32.max

  init(_ store: consuming ExportStore, _ settings: ExportSourceSettings) throws(ExportFailure) {
    self.settings = settings
    self.store = store
    provider = .generic
  }

  /// Makes the snapshot; what it is called is up to the caller, and `modified` says when each file was written.
  mutating func assemble(
    _ description: SourceDescription,
    modified: [Timestamp]
  ) throws -> DirectorySnapshot {
    try chooseRealm()
    try checkRecords()
    provider = try agreedProvider()
    if !provider.dialect.hasLinkHeaders { forgetLinkHeaders() }
    try assignPages()
    try listUsers()
    try listGroups()
    if groupLevel != nil { try resolveMemberships() }
    warnAboutMissingAddresses()
    let listed = rowVersions.map { store.users[Int($0)].flags }
    var snapshot = store.snapshot.build(
      description: SourceDescription(
        name: description.name,
        kind: description.kind,
        provider: provider.rawValue,
        place: description.place
      ),
      users: userLevel,
      groups: groupLevel,
      memberships: groupLevel == nil ? nil : membershipLevel,
      isStatusKnown: isStatusKnown,
      attributeCounts: [
        "email": listed.count { $0.contains(.hasEmail) },
        "displayName": listed.count { $0.contains(.hasName) },
        "status": listed.count { $0.contains(.hasStatus) },
      ],
      modifiedAt: userPages.map { modified[$0.file] }.min(),
      files: fileReadings(modified)
    )
    warnAboutSharedAddresses(snapshot)
    snapshot.advisories = warnings.finish()
    return snapshot
  }

  /// Takes one realm of several: the one that is named, else the only one that has users.
  private mutating func chooseRealm() throws(ExportFailure) {
    let realms = store.realms
    guard !realms.isEmpty else { return }
    var chosen = settings.realm
    if chosen == nil {
      let withUsers = realms.filter(\.value.hasUsers).keys.sorted()
      guard withUsers.count <= 1 else {
        throw ExportFailure(
          .ambiguousInput,
          "several-realms",
          file: store.pages.first { $0.realm != nil }.map { store.files[$0.file] },
          "several realms have users: \(withUsers.prefix(8).joined(separator: ", "))",
          hint: "Name the one to read with 'realm'."
        )
      }
      chosen = withUsers.first
    }
    guard let chosen else { return }
    guard realms[chosen] != nil else {
      throw .incomplete(
        "users-missing",
        file: nil,
        "there is no realm '\(chosen)' in it",
        hint: "Its realms: \(realms.keys.sorted().prefix(8).joined(separator: ", "))."
      )
    }
    store.pages.removeAll { $0.realm != nil && $0.realm != chosen }
    leaveOutEdges(realms.filter { $0.key != chosen }.flatMap(\.value.edges))
  }

  /// Leaves the memberships of other realms out: paths of groups, and ids, are often the same in all.
  private mutating func leaveOutEdges(_ parts: [(file: Int, range: Range<Int>)]) {
    var kept: [Edge] = []
    var next = 0
    for (file, range) in parts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      kept += store.edges[next..<range.lowerBound]
      next = range.upperBound
      store.edgesOfFile[file] -= range.count
    }
    kept += store.edges[next...]
    store.edges = kept
  }

  /// Where pages are not linked by headers, a `Link` proves no end; one to a next page goes on being told of.
  private mutating func forgetLinkHeaders() {
    for index in store.pages.indices where store.pages[index].hasLinkHeader {
      store.pages[index].selfLink = nil
      if store.pages[index].end == .last { store.pages[index].end = .unknown }
    }
  }

  /// Throws for the first record that cannot be used at all.
  private func checkRecords() throws(ExportFailure) {
    for page in store.pages {
      if let flaw = page.content.flaw { throw flaw }
    }
  }

  /// Whose export it is.
  private func agreedProvider() throws(ExportFailure) -> ExportProvider {
    let named = ExportProvider(rawValue: settings.provider)
    var seen = named
    for page in store.pages {
      for candidate in ExportProvider.allCases
      where page.content.providers & candidate.bit != 0 || page.provider == candidate {
        if let named, named != candidate {
          throw ExportFailure(
            .ambiguousProvider,
            "mixed-providers",
            file: store.files[page.file],
            "it is an export of \(candidate.rawValue), and 'provider' says \(named.rawValue)",
            hint: "Take 'provider' out, or name the one that it is of."
          )
        }
        if let seen, seen != candidate {
          throw ExportFailure(
            .ambiguousProvider,
            "mixed-providers",
            file: store.files[page.file],
            "it is an export of \(candidate.rawValue), and another is one of \(seen.rawValue)",
            hint: "Give each provider a folder and a source of its own."
          )
        }
        seen = candidate
      }
    }
    if let seen { return seen }
    // A realm in which there is neither a user nor a group.
    if !store.realms.isEmpty { return .keycloak }
    let flaw = store.pages.lazy.compactMap(\.content.shapeFlaw).first
    throw flaw
      ?? ExportFailure(
        .unrecognised,
        "unknown-shape",
        file: store.files.first,
        store.size == 0
          ? "it holds no user, no group and no membership"
          : "nothing in it shows which provider it is from",
        hint: store.size == 0
          ? "Export again; if nobody is what the directory has, name its kind with 'provider'."
          : "Name it with 'provider'."
      )
  }
}
