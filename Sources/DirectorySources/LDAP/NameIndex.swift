internal import DirectoryModel

/// Rows by the names of their entries, or by what else other entries know them by.
struct NameIndex {
  private var index = KeyIndex()
  /// Keys that more than one entry has, as far as we can tell: no conclusion is drawn from them.
  private var shared: Set<[UInt8]> = []

  enum Finding: Equatable {
    case row(Int)
    /// More than one entry has this key.
    case ambiguous
  }

  /// Remembers `row` under `key`.
  ///
  /// - Returns: The row that has this key already, which is ambiguous now; nil if there is none.
  @discardableResult
  mutating func insert(_ key: [UInt8], row: Int) throws(ArenaFull) -> Int? {
    guard let first = try index.insert(key, row: row) else { return nil }
    shared.insert(key)
    return first
  }

  /// The first row that was remembered under a key, whether another has it too or not.
  func first(_ key: [UInt8]) -> Int? { index.find(key) }

  func find(_ key: UnsafeRawBufferPointer) -> Finding? {
    guard let row = index.find(key) else { return nil }
    // An array for each key would cost more than the search.
    return !shared.isEmpty && shared.contains(Array(key)) ? .ambiguous : .row(row)
  }

  func find(_ key: [UInt8]) -> Finding? { key.withUnsafeBytes { find($0) } }

  func find(_ key: ArraySlice<UInt8>) -> Finding? { key.withUnsafeBytes { find($0) } }
}
