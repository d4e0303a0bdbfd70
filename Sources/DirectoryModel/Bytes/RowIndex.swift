internal import Dispatch
internal import Synchronization

/// Finds the rows of a column of texts; several rows can have one text.
package struct RowIndex: Sendable {
  private let arena: ByteArena
  private let texts: [Text]
  private let index: TextIndex
  /// Rows beyond the first that share a text, ascending, by the first.
  package let others: [Int: [Int]]

  /// Linear in rows; blank texts are left out.
  ///
  /// - Parameters:
  ///   - texts: The column.
  ///   - arena: Where it lies.
  ///   - isIncluded: Whether a row takes part; nil = all do.
  package init(_ texts: [Text], arena: ByteArena, where isIncluded: ((Int) -> Bool)? = nil) {
    var index = TextIndex(capacity: texts.count)
    var others: [Int: [Int]] = [:]
    texts.withUnsafeBufferPointer { texts in
      for row in 0..<texts.count where !texts[row].isBlank {
        if let isIncluded, !isIncluded(row) { continue }
        if let first = index.insert(row: row, base: arena.base, texts: texts) {
          others[first, default: []].append(row)
        }
      }
    }
    self.arena = arena
    self.texts = texts
    self.index = index
    self.others = others
  }

  /// An index of each column, made at the same time.
  package static func all(_ columns: [[Text]], arena: ByteArena) -> [RowIndex] {
    let made = Mutex<[Int: RowIndex]>([:])
    DispatchQueue.concurrentPerform(iterations: columns.count) { column in
      let index = RowIndex(columns[column], arena: arena)
      made.withLock { $0[column] = index }
    }
    return made.withLock { made in columns.indices.compactMap { made[$0] } }
  }

  /// The first row with this text.
  package func first(_ text: UnsafeRawBufferPointer) -> Int? {
    texts.withUnsafeBufferPointer { index.find(text, base: arena.base, texts: $0) }
  }

  /// All rows with the text of `first`, itself included.
  package func rows(ofFirst first: Int) -> [Int] {
    guard let more = others[first] else { return [first] }
    return [first] + more
  }

  /// All rows with this text, ascending.
  package func rows(_ text: UnsafeRawBufferPointer) -> [Int] {
    first(text).map(rows(ofFirst:)) ?? []
  }

  package func first(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { first(UnsafeRawBufferPointer($0)) }
  }

  package func rows(_ text: String) -> [Int] { first(text).map(rows(ofFirst:)) ?? [] }
}
