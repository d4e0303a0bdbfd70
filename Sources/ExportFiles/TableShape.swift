internal import JSONReader

/// The header line of a table (RFC 4180): what separates its cells, and which columns are wanted.
struct TableShape {
  let separator: UInt8
  /// By column: where in the table of paths its values stand, or ``JSONPathTable/none``.
  let columns: [JSONPathTable.Node]
  /// The column whose cells are JSON objects: what GAM calls `JSON`.
  let objectColumn: Int?

  /// Reads a header line.
  ///
  /// - Returns: nil if none of its columns is wanted: then it is no table that we know.
  init?(header: [String], separator: UInt8, paths: JSONPathTable) {
    self.separator = separator
    objectColumn = header.firstIndex(of: "JSON")
    columns = header.map { name in Self.node(name, paths) }
    guard columns.contains(where: { $0 >= 0 }) else { return nil }
  }

  /// The separator that occurs most often in a header line.
  static func separator(of line: UnsafeRawBufferPointer) -> UInt8 {
    var best: UInt8 = 0x2c
    var most = 0
    for candidate: UInt8 in [0x2c, 0x3b, 0x09] {
      let count = line.count { $0 == candidate }
      if count > most { (best, most) = (candidate, count) }
    }
    return best
  }

  /// `name.fullName` is the key `fullName` in the object `name`.
  private static func node(_ column: String, _ paths: JSONPathTable) -> JSONPathTable.Node {
    if let node = paths.child(of: JSONPathTable.root, column), paths.path(of: node) != nil {
      return node
    }
    var node = JSONPathTable.root
    for key in column.split(separator: ".", omittingEmptySubsequences: false) {
      guard let child = paths.child(of: node, String(key)) else { return JSONPathTable.none }
      node = child
    }
    return paths.path(of: node) == nil ? JSONPathTable.none : node
  }
}
