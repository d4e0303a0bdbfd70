internal import DirectoryModel

/// Finds the rows that ids, addresses, DNs and paths stand for.
struct KeyResolver {
  /// By atom: its row plus two; 0 = not looked for yet, 1 = there is none.
  private var cache: [UInt32]
  /// By atom of a key: the row.
  private var rowsOfKeys: [UInt32: UInt32] = [:]

  /// - Parameters:
  ///   - keys: Other names of ids.
  ///   - rows: By atom of an id: its row, or the greatest number.
  init(keys: [(key: UInt32, atom: UInt32)], rows: [UInt32]) {
    cache = [UInt32](repeating: 0, count: rows.count)
    for atom in rows.indices where rows[atom] != UInt32.max { cache[atom] = rows[atom] + 2 }
    for (key, atom) in keys where rows[Int(atom)] != UInt32.max {
      rowsOfKeys[key] = rows[Int(atom)]
    }
  }

  /// The row that an atom stands for: as an id, else as another name.
  mutating func row(of atom: UInt32, in store: borrowing ExportStore) -> Int? {
    let index = Int(atom)
    while index >= cache.count { cache.append(0) }
    if cache[index] == 0 { cache[index] = find(atom, in: store).map { $0 + 2 } ?? 1 }
    return cache[index] == 1 ? nil : Int(cache[index]) - 2
  }

  private func find(_ atom: UInt32, in store: borrowing ExportStore) -> UInt32? {
    if rowsOfKeys.isEmpty { return nil }
    if let row = rowsOfKeys[atom] { return row }
    let key = ReferenceKey.normalized(store.bytes(store.atoms[atom]))
    guard let known = store.find(key) else { return nil }
    return rowsOfKeys[known]
  }
}
