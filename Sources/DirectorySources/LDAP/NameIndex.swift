internal import DirectoryModel

/// Rows by the names of their entries.
struct NameIndex {
  private var index = KeyIndex()
  /// Rows whose name another entry has too, as far as we can tell: no conclusion is drawn from such a name.
  private(set) var ambiguous: Set<Int> = []

  mutating func insert(_ key: [UInt8], row: Int) throws(ArenaFull) {
    _ = try index.insert(key, row: row)
  }

  mutating func markAmbiguous(_ row: Int) {
    ambiguous.insert(row)
  }

  func find(_ key: UnsafeRawBufferPointer) -> Int? { index.find(key) }

  func find(_ key: [UInt8]) -> Int? { index.find(key) }
}
