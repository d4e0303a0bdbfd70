internal import DirectoryModel

/// Finds rows by keys of bytes, while both are still being added.
struct KeyIndex {
  // Begins with a byte of no key, so that there is always a base address.
  private var bytes: [UInt8] = [0]
  private var keys: [Text] = []
  private var rows: [UInt32] = []
  private var index = TextIndex(capacity: 0)

  var isEmpty: Bool { keys.isEmpty }

  /// Remembers `row` under `key`.
  ///
  /// - Returns: The row that already has this key, and keeps it; nil if `row` has it now.
  /// - Throws: ``ArenaFull`` once all keys together would pass 4 GiB.
  mutating func insert(_ key: UnsafeRawBufferPointer, row: Int) throws(ArenaFull) -> Int? {
    guard bytes.count + key.count < Int(UInt32.max) else { throw ArenaFull() }
    let text = Text(offset: UInt32(bytes.count), count: UInt32(key.count))
    let number = keys.count
    keys.append(text)
    let first = bytes.withUnsafeBytes { bytes in
      keys.withUnsafeBufferPointer { keys in
        bytes.baseAddress.flatMap { index.insert(key, row: number, base: $0, texts: keys) }
      }
    }
    if let first {
      keys.removeLast()
      return Int(rows[first])
    }
    bytes.append(contentsOf: key)
    rows.append(UInt32(row))
    return nil
  }

  mutating func insert(_ key: [UInt8], row: Int) throws(ArenaFull) -> Int? {
    let result: Result<Int?, ArenaFull> = key.withUnsafeBytes { bytes in
      do throws(ArenaFull) {
        return .success(try insert(bytes, row: row))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  func find(_ key: UnsafeRawBufferPointer) -> Int? {
    bytes.withUnsafeBytes { bytes in
      keys.withUnsafeBufferPointer { keys in
        bytes.baseAddress.flatMap { index.find(key, base: $0, texts: keys) }
      }
    }.map { Int(rows[$0]) }
  }

  func find(_ key: [UInt8]) -> Int? {
    key.withUnsafeBytes { find($0) }
  }
}

/// Keys that wait to be found, each with the row that has it.
struct PendingKeys {
  private var bytes: [UInt8] = []
  private var items: [(row: UInt32, end: Int)] = []

  var count: Int { items.count }

  mutating func append(_ key: some Collection<UInt8>, row: Int) {
    bytes += key
    items.append((UInt32(row), bytes.count))
  }

  subscript(index: Int) -> (row: Int, key: ArraySlice<UInt8>) {
    let start = index == 0 ? 0 : items[index - 1].end
    return (Int(items[index].row), bytes[start..<items[index].end])
  }
}
