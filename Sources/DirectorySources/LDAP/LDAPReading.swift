internal import DirectoryModel
internal import LDAPClient

/// One read of a directory over one connection: users first, then groups, then who is in which.
struct LDAPReading: ~Copyable {
  let settings: LDAPSourceSettings
  let profile: ServerProfile
  let connection: LDAPConnection
  let progress: ReadProgress
  let referrals: ReferralRules
  var users: UserMapping
  var groups: GroupMapping?
  var builder: DirectorySnapshotBuilder
  var normalizer = DNNormalizer()
  var userNames = NameIndex()
  var groupNames = NameIndex()
  /// Users by each `uid`.
  var logins = NameIndex()
  /// Groups by `objectSid` or `gidNumber`, and the users that name one so.
  var primaryGroups = NameIndex()
  var primaryMembers = PendingKeys()
  /// Names of members that are no user, by group: groups of groups, and strangers.
  var otherMembers = PendingKeys()
  /// Names of groups, by the user that names them in `memberOf`, and by the group that does.
  var memberships = PendingKeys()
  var groupMemberships = PendingKeys()
  /// Lists of members and of memberships of which the server sent a part only.
  var partialLists: [PartialList] = []
  var notes = ReadingNotes()
  let shadows: [[UInt8]]

  init(
    _ settings: LDAPSourceSettings,
    _ profile: ServerProfile,
    _ connection: LDAPConnection,
    now: Timestamp,
    _ progress: ReadProgress
  ) throws(LDAPSourceFailure) {
    // Nothing may throw once the builder, which is not copied, is in place.
    let users = try UserMapping(settings, profile.schema, now: now)
    let groups = settings.groups.bases.isEmpty ? nil : try GroupMapping(settings, profile.schema)
    builder = DirectorySnapshotBuilder()
    self.settings = settings
    self.profile = profile
    self.connection = connection
    self.progress = progress
    self.users = users
    self.groups = groups
    referrals = ReferralRules(settings, profile.schema)
    shadows = Self.shadows(profile)
  }

  /// Keys of the subtrees with copies and leftovers of users.
  private static func shadows(_ profile: ServerProfile) -> [[UInt8]] {
    var normalizer = DNNormalizer()
    var keys: [[UInt8]] = []
    for context in profile.namingContexts {
      for prefix in profile.schema.shadowSubtrees where normalizer.normalize(prefix + context) {
        keys.append(normalizer.key)
      }
    }
    return keys
  }

  /// Reads all of it.
  ///
  /// - Throws: ``LDAPSourceFailure`` if anything is missing.
  mutating func run() async throws(LDAPSourceFailure) -> DirectorySnapshot {
    noteConfiguration()
    let marks = await ReplicaMarks(profile, settings).read(connection)
    try await readUsers()
    if groups != nil {
      try await readGroups()
      try await readPartialLists()
      try await resolveMembers()
    }
    builder.advisories += notes.advisories(settings.name)
    let counts = users.counts.named("").merging(groups?.counts.named("groups.") ?? [:]) { a, _ in a
    }
    return builder.build(
      description: SourceDescription(
        name: settings.name,
        kind: .ldap,
        provider: profile.schema.name,
        place: "\(connection.url)"
      ),
      users: .proven,
      groups: groups == nil ? nil : .proven,
      memberships: groups == nil ? nil : .proven,
      isStatusKnown: isStatusKnown,
      attributeCounts: counts,
      changeMarks: marks
    )
  }

  /// Takes in all entries of a search, to its proven end; the server sends the next ones meanwhile.
  mutating func search(
    _ request: LDAPSearchRequest,
    _ add: (inout LDAPReading, LDAPEntry) throws(LDAPSourceFailure) -> Void
  ) async throws(LDAPSourceFailure) {
    let connection = connection
    await connection.begin(request)
    var next = await Self.nextBatch(connection)
    while let batch = try next.get() {
      async let following = batch.isLast ? .success(nil) : Self.nextBatch(connection)
      let taken = Result { () throws(LDAPSourceFailure) in
        progress.add(batch.count)
        try referrals.check(batch.references)
        for index in 0..<batch.count { try add(&self, batch[index]) }
      }
      // A failure leaves no call under way: its cancellation would end the connection.
      next = await following
      try taken.get()
    }
  }

  func userRequest(_ base: String) -> LDAPSearchRequest {
    LDAPSearchRequest(
      base: base,
      scope: settings.users.scope,
      filter: "\(users.filter)",
      attributes: users.attributes.names,
      pageSize: settings.pageSize
    )
  }

  func groupRequest(_ base: String, _ groups: GroupMapping) -> LDAPSearchRequest {
    LDAPSearchRequest(
      base: base,
      scope: settings.groups.scope,
      filter: "\(groups.filter)",
      attributes: groups.attributes.names,
      pageSize: settings.pageSize
    )
  }

  private static func nextBatch(
    _ connection: LDAPConnection
  ) async -> Result<LDAPBatch?, LDAPSourceFailure> {
    do throws(LDAPError) {
      return .success(try await connection.nextBatch())
    } catch {
      return .failure(.ldap(error))
    }
  }
}

extension LDAPSourceFailure {
  /// Runs what fills arenas.
  static func filling<Value>(
    _ body: () throws(ArenaFull) -> Value
  ) throws(LDAPSourceFailure) -> Value {
    do throws(ArenaFull) {
      return try body()
    } catch {
      throw .tooLarge
    }
  }
}
