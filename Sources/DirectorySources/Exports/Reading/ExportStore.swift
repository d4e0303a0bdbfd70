internal import DirectoryModel

/// Everything read from an export, before anybody knows what belongs to what.
struct ExportStore: ~Copyable {
  var snapshot = DirectorySnapshotBuilder()
  var atoms = AtomTable()
  var users: [UserVersion] = []
  var groups: [GroupVersion] = []
  /// By atom: the last version of a user with that id, or ``UserVersion/none``.
  var userOfAtom: [UInt32] = []
  var groupOfAtom: [UInt32] = []
  var manyVersions = VersionIndex()
  /// Other names of users and groups: addresses, DNs, paths.
  var userKeys: [(key: UInt32, atom: UInt32)] = []
  var groupKeys: [(key: UInt32, atom: UInt32)] = []
  var edges: [Edge] = []
  var entries: [ListEntry] = []
  var pages: [Page] = []
  /// Groups whose members are listed: by atom of the group's id or name.
  var covers: [UInt32: Cover] = [:]
  /// Atoms of robot accounts.
  var services: Set<UInt32> = []
  var distinctAtoms = DistinctAtoms()
  /// By atom of a member: its address, where the provider's rules need it.
  var addresses: [UInt32: Text] = [:]
  /// Whether any user's record says which groups the user is in.
  var hasUsersNamingGroups = false
  /// A list of pairs was read, which covers all groups.
  var hasPairs = false
  /// The file of the first list of pairs.
  var pairsFile: Int?
  var files: [String] = []
  /// By file: memberships that stand in it under the names of their groups.
  var edgesOfFile: [Int] = []
  /// The realms met.
  var realms: [String: Realm] = [:]

  /// Where a group's members are listed.
  struct Cover {
    /// The file of the first list.
    let file: Int
    /// Whether the list stands in the record of the group itself.
    let isEmbedded: Bool
  }

  /// One realm of a Keycloak export.
  struct Realm {
    var hasUsers = false
    /// The memberships that stand in it, by file.
    var edges: [(file: Int, range: Range<Int>)] = []
  }

  init() throws(ArenaFull) {
    _ = try snapshot.texts.append(" ")
  }

  /// How much has been read that takes memory.
  @inline(__always)
  var size: Int { users.count + groups.count + edges.count + entries.count }

  /// The number of an id or name.
  mutating func atom(_ text: Bytes) throws(ArenaFull) -> UInt32 {
    let atom = try atoms.number(of: text, in: &snapshot.texts)
    if userOfAtom.count < atoms.count {
      userOfAtom.append(UserVersion.none)
      groupOfAtom.append(UserVersion.none)
    }
    return atom
  }

  mutating func atom(_ text: String) throws(ArenaFull) -> UInt32 {
    var text = text
    let result: Result<UInt32, ArenaFull> = text.withUTF8 { bytes in
      do throws(ArenaFull) {
        return .success(try atom(Bytes(bytes)))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func find(_ text: String) -> UInt32? { atoms.find(text, in: snapshot.texts) }

  func string(_ atom: UInt32) -> String {
    String(decoding: snapshot.texts.bytes(atoms[atom]), as: UTF8.self)
  }

  func bytes(_ text: Text) -> Bytes { snapshot.texts.bytes(text) }

  /// Whether two texts are equal, byte by byte.
  func areEqual(_ left: Text, _ right: Text) -> Bool {
    left == right
      || (left.isNone == right.isNone && left.count == right.count
        && bytes(left).elementsEqual(bytes(right)))
  }

  mutating func cover(_ group: UInt32, file: Int, isEmbedded: Bool) {
    if covers[group] == nil {
      covers[group] = Cover(file: file, isEmbedded: isEmbedded)
    }
  }
}
