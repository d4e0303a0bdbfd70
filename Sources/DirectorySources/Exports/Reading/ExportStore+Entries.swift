extension ExportStore {
  /// The id of whom an entry is about.
  func atom(of entry: ListEntry) -> UInt32 {
    switch entry.kind {
    case .user: users[Int(entry.subject)].atom
    case .group: groups[Int(entry.subject)].atom
    case .reference: entry.subject
    }
  }

  /// Counts the different ids that entries are about: a list that repeats somebody is shorter than it looks.
  ///
  /// - Parameters:
  ///   - ranges: Where the entries are.
  ///   - kind: Count these alone; nil = all.
  /// - Returns: The number of ids.
  mutating func distinctCount(
    of ranges: some Sequence<Range<Int>>,
    _ kind: ListEntry.Kind? = nil
  ) -> Int {
    distinctAtoms.begin(atoms: atoms.count)
    var count = 0
    for range in ranges {
      for index in range {
        let entry = entries[index]
        if let kind, entry.kind != kind { continue }
        if distinctAtoms.insert(atom(of: entry)) { count += 1 }
      }
    }
    return count
  }
}
