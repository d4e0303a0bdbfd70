internal import DirectoryModel

/// Everything that the rules of the diff look at; nothing here changes while a plan is made.
///
/// A class because every rule holds it: copies of its many columns would cost more than the rules.
final class World: Sendable {
  let roster: Roster
  let directory: DirectorySnapshot
  let organization: OrganizationSnapshot
  let members: MemberColumns
  let policy: SyncPolicy
  let memory: SyncMemory
  let now: Timestamp
  let relinks: Bool
  /// Who is in which group now: as the organization shows it, or what was last written where it shows nothing.
  let memberships: Rows
  /// Those of them that are perhaps not there, where the organization shows nothing.
  let doubtfulMemberships: Rows

  init(_ input: PlannerInput) {
    roster = input.roster
    directory = input.roster.directory
    organization = input.organization
    members = input.organization.members
    policy = input.policy
    memory = input.memory
    now = input.now
    relinks = input.relinks
    let shows = input.organization.capabilities.showsMemberships
    memberships =
      shows
      ? input.organization.memberships
      : WrittenMemberships.rows(input.organization, input.memory.writtenMemberships)
    doubtfulMemberships = WrittenMemberships.rows(
      input.organization,
      shows ? [:] : input.memory.doubtfulMemberships
    )
  }

  var can: TargetCapabilities { organization.capabilities }

  /// Over five minutes from the organization's clock no conclusion is drawn from time.
  var isClockTrusted: Bool { abs(organization.clockSkew ?? 0) <= 300 }

  /// A source is doubtful and configured for additions: nothing is taken but on positive evidence.
  var isAdditionsOnly: Bool { directory.readings.contains { $0.least == .doubtful } }

  /// The configuration decides otherwise than when it was last let pass; no memory of one is no change.
  var isFingerprintChanged: Bool {
    guard let remembered = memory.fingerprint else { return false }
    return remembered != policy.fingerprint
  }

  func isManagedColumn(_ member: Int) -> Bool { !members.externalIDs[member].isNone }

  func bytes(ofMember text: Text) -> UnsafeRawBufferPointer { organization.arena.bytes(text) }

  func bytes(ofUser text: Text) -> UnsafeRawBufferPointer { directory.arena.bytes(text) }

  /// Whether the texts of a user and a member are equal, byte for byte.
  func equal(user: Text, member: Text) -> Bool {
    SeenIDs.compare(bytes(ofUser: user), bytes(ofMember: member)) == 0
  }

  /// The sources, by their rows in ``DirectorySnapshot/readings``, in which a good run has once seen an id.
  ///
  /// None once memory is lost: what is left of it would make absence look like knowledge.
  func readingsThatKnew(_ id: UnsafeRawBufferPointer) -> [Int] {
    if memory.loss != nil { return [] }
    return directory.readings.indices.filter {
      memory.seenIDs[directory.readings[$0].description.name]?.contains(id) ?? false
    }
  }

  /// The same for the id of a group.
  func readingsThatKnewGroup(_ id: UnsafeRawBufferPointer) -> [Int] {
    if memory.loss != nil { return [] }
    return directory.readings.indices.filter {
      memory.seenGroupIDs[directory.readings[$0].description.name]?.contains(id) ?? false
    }
  }

  func name(ofReading reading: Int) -> String { directory.readings[reading].description.name }
}
