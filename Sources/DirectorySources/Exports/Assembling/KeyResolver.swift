internal import DirectoryModel

/// Finds the rows that ids, addresses, DNs and paths stand for.
struct KeyResolver {
  /// By atom: its row plus two; 0 = not looked for yet, 1 = there is none.
  private var cache: [UInt32]
  /// By atom of a key: the row.
  private var rowsOfKeys: [UInt32: UInt32] = [:]
  /// Keys of several rows, of which none is meant before the others.
  private var sharedKeys: Set<UInt32> = []

  /// - Parameters:
  ///   - keys: Other names of ids.
  ///   - rows: By atom of an id: its row, or the greatest number.
  ///   - deleted: By row: whether it gives way to another with the same key; none if empty.
  init(keys: [(key: UInt32, atom: UInt32)], rows: [UInt32], deleted: [Bool] = []) {
    cache = [UInt32](repeating: 0, count: rows.count)
    for atom in rows.indices where rows[atom] != UInt32.max { cache[atom] = rows[atom] + 2 }
    func isDeleted(_ row: UInt32) -> Bool { Int(row) < deleted.count && deleted[Int(row)] }
    for (key, atom) in keys where rows[Int(atom)] != UInt32.max {
      let row = rows[Int(atom)]
      guard let known = rowsOfKeys[key], known != row else {
        rowsOfKeys[key] = row
        continue
      }
      switch (isDeleted(known), isDeleted(row)) {
      case (true, false):
        rowsOfKeys[key] = row
        sharedKeys.remove(key)
      case (false, true): break
      case (true, true), (false, false): sharedKeys.insert(key)
      }
    }
  }

  /// The row that an atom stands for: as an id, else as another name.
  mutating func row(of atom: UInt32, in store: borrowing ExportStore) -> Int? {
    let index = Int(atom)
    while index >= cache.count { cache.append(0) }
    if cache[index] == 0 { cache[index] = find(atom, in: store).map { $0 + 2 } ?? 1 }
    return cache[index] == 1 ? nil : Int(cache[index]) - 2
  }

  /// Whether an atom that stands for no row is another name of several.
  func isShared(_ atom: UInt32, in store: borrowing ExportStore) -> Bool {
    !sharedKeys.isEmpty && key(of: atom, in: store).map { sharedKeys.contains($0) } ?? false
  }

  private func find(_ atom: UInt32, in store: borrowing ExportStore) -> UInt32? {
    guard let key = key(of: atom, in: store), !sharedKeys.contains(key) else { return nil }
    return rowsOfKeys[key]
  }

  private func key(of atom: UInt32, in store: borrowing ExportStore) -> UInt32? {
    if rowsOfKeys.isEmpty { return nil }
    if rowsOfKeys[atom] != nil { return atom }
    return store.find(ReferenceKey.normalized(store.bytes(store.atoms[atom])))
  }
}
