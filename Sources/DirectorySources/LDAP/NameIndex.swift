internal import DirectoryModel

/// Rows by the names of their entries, or by what else other entries know them by.
struct NameIndex {
  private var index = KeyIndex()
  /// Rows whose name another entry has too, as far as we can tell: no conclusion is drawn from such a name.
  private(set) var ambiguous: Set<Int> = []

  /// Remembers `row` under `key`.
  ///
  /// - Returns: The row that has this key already, and is ambiguous now; nil if there is none.
  @discardableResult
  mutating func insert(_ key: [UInt8], row: Int) throws(ArenaFull) -> Int? {
    guard let first = try index.insert(key, row: row) else { return nil }
    ambiguous.insert(first)
    return first
  }

  func find(_ key: UnsafeRawBufferPointer) -> Int? { index.find(key) }

  func find(_ key: [UInt8]) -> Int? { index.find(key) }
}
