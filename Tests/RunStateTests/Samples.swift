import DirectoryModel
import RunState
import SafeFiles

let noon = Timestamp(seconds: 1_764_072_000)
let organization = OrganizationIdentity(
  kind: .bitwarden,
  id: "539a36c5-e0d2-4cf9-979e-51ecf5cf6593",
  name: "Example Ltd",
  place: "vault.example.com"
)

/// A prepared state folder below `root`.
func makeState(_ root: String) throws -> StateFolder {
  let state = StateFolder(root: root, organization: organization)
  try state.prepare()
  return state
}

/// Texts in an arena, in the order given.
func texts(_ ids: [String]) throws -> (arena: ByteArena, ids: [Text]) {
  var builder = ByteArenaBuilder()
  let texts = try ids.map { try builder.append($0) }
  return (builder.finish(), texts)
}

extension StateFolder {
  func remember(_ ids: [String], source: String = "hq", known: SeenIDs? = nil) throws {
    let new = try texts(ids)
    try rememberSeen(source: source, kind: .users, arena: new.arena, ids: new.ids, known: known)
  }

  /// Saves as a run did that began before all others here.
  func saveMemory(_ memory: SyncMemory, now: Timestamp) throws {
    try saveMemory(memory, of: RunFolder(path: "20251124T010000Z-000000"), now: now)
  }

  func load(
    sources: [String] = ["hq"],
    now: Timestamp = noon,
    setsAside: Bool = true
  ) throws -> Memory {
    try loadMemory(sources: sources, now: now, setsAside: setsAside)
  }
}

extension SeenIDs {
  var strings: [String] { ids.compactMap { arena.string($0) } }
}

func content(of path: String) throws -> String {
  String(decoding: try InputFile.contents(of: path, limit: 1 << 20), as: UTF8.self)
}

func membership(_ number: Int, _ action: ChangeAction, _ member: String) -> Journal.Entry {
  Journal.Entry(
    number: number,
    change: Change(
      action,
      reason: ChangeReason(.memberInDirectory, "hq"),
      member: MemberReference(id: nil, externalID: member, email: "\(member)@example.com"),
      group: GroupReference(id: nil, externalID: "g", name: "Group")
    ),
    limits: []
  )
}

func revocation(_ number: Int, member: String) -> Journal.Entry {
  Journal.Entry(
    number: number,
    change: Change(
      .revoke,
      reason: ChangeReason(.disabled, "hq"),
      member: MemberReference(
        id: member,
        externalID: "u-\(member)",
        email: "\(member)@example.com"
      ),
      before: ChangedFields(status: .confirmed),
      after: ChangedFields(status: .revoked)
    ),
    limits: [(.disabledRemovals, nil)]
  )
}

func restore(_ number: Int, member: String) -> Journal.Entry {
  Journal.Entry(
    number: number,
    change: Change(
      .restore,
      reason: ChangeReason(.inDirectory, "hq"),
      member: MemberReference(
        id: member,
        externalID: "u-\(member)",
        email: "\(member)@example.com"
      )
    ),
    limits: []
  )
}
