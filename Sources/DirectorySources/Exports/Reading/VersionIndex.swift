internal import DirectoryModel

/// The versions of ids that have many, by what they say; comparing each with all others would take for ever.
struct VersionIndex {
  /// So many versions of an id are compared one by one before they are looked up here.
  static let walkedVersions = 16

  /// By atom of the id, and by the hash of what they say.
  private var versions: [UInt32: [Int: [UInt32]]] = [:]

  func contains(_ atom: UInt32) -> Bool { !versions.isEmpty && versions[atom] != nil }

  mutating func insert(_ version: UInt32, of atom: UInt32, hash: Int) {
    versions[atom, default: [:]][hash, default: []].append(version)
  }

  func candidates(of atom: UInt32, hash: Int) -> [UInt32] { versions[atom]?[hash] ?? [] }
}

extension ExportStore {
  /// A hash of what a version says of its id, but for whether it says anything of being active.
  func contentHash(of version: UserVersion) -> Int {
    var hash = ContentHash(version.state, version.changed, version.marks, version.preferences)
    hash.add(bytes(version.externalID))
    hash.add(bytes(version.email))
    hash.add(bytes(version.name))
    return hash.value
  }

  /// The hash of the version that a draft would become.
  func contentHash(
    of draft: UserDraft,
    atom: UInt32,
    _ marks: EntryMarks,
    _ preferences: UInt32
  ) -> Int {
    var hash = ContentHash(draft.state.entryState, draft.changed, marks, preferences)
    switch draft.externalID {
    case .own: hash.add(bytes(atoms[atom]))
    case .chosen(let id): hash.add(id)
    }
    hash.add(address: draft.email)
    hash.add(draft.name, draft.secondName)
    return hash.value
  }
}

/// Hashes texts byte by byte, however they are put together.
private struct ContentHash {
  private var hasher = Hasher()

  init(_ state: EntryState, _ changed: Int64, _ marks: EntryMarks, _ preferences: UInt32) {
    hasher.combine(state)
    hasher.combine(changed)
    hasher.combine(marks.rawValue)
    hasher.combine(preferences)
  }

  var value: Int { hasher.finalize() }

  /// Adds a text, or two with a blank between.
  mutating func add(_ first: Bytes?, _ second: Bytes? = nil) {
    for byte in first ?? Bytes(start: nil, count: 0) { hasher.combine(byte) }
    if let second {
      hasher.combine(0x20 as UInt8)
      for byte in second { hasher.combine(byte) }
    }
    // No byte of UTF-8.
    hasher.combine(0xff as UInt8)
  }

  /// Adds an address as it would be stored.
  mutating func add(address: Bytes?) {
    let text = address.map { String(decoding: $0, as: UTF8.self) }
    var stored = text.flatMap { EmailAddress.normalized($0) } ?? ""
    stored.withUTF8 { add(Bytes($0)) }
  }
}
