internal import JSONReader

/// The members of one group of a file, in the file's order, while some come and go.
struct FileGroupMembers {
  /// nil: gone.
  private var ids: [String?] = []
  private var rows: [String: Int] = [:]

  /// Whoever stands there twice is there once.
  init(_ value: JSONValue?) {
    for id in (value?.array ?? []).compactMap(\.string) { add(id) }
  }

  mutating func add(_ id: String) {
    guard rows[id] == nil else { return }
    rows[id] = ids.count
    ids.append(id)
  }

  mutating func remove(_ id: String) {
    if let row = rows.removeValue(forKey: id) { ids[row] = nil }
  }

  /// Takes out all who have left; linear in the group, however many have.
  ///
  /// - Returns: Whether anybody was in it.
  mutating func remove(_ departed: Set<String>) -> Bool {
    let leaving = ids.compactMap(\.self).filter(departed.contains)
    for id in leaving { remove(id) }
    return !leaving.isEmpty
  }

  var value: JSONValue { JSONValue(.array(ids.compactMap { $0.map { JSONValue(.string($0)) } })) }
}
