/// Rows of sorted, distinct numbers, all in one flat array: who is in which group.
package struct Rows: Equatable, Sendable {
  package private(set) var starts: [UInt32]
  package private(set) var values: [UInt32]

  /// `count` empty rows.
  package init(count: Int = 0) {
    starts = [UInt32](repeating: 0, count: count + 1)
    values = []
  }

  /// Sorts `pairs` into rows; a pair that stands twice counts once.
  ///
  /// Linear in pairs and rows but for the sorting of each row.
  package init(count: Int, pairs: [(row: UInt32, value: UInt32)]) {
    var starts = [UInt32](repeating: 0, count: count + 1)
    for pair in pairs { starts[Int(pair.row) + 1] += 1 }
    for row in 0..<count { starts[row + 1] += starts[row] }
    var values = [UInt32](repeating: 0, count: pairs.count)
    var next = starts
    for pair in pairs {
      values[Int(next[Int(pair.row)])] = pair.value
      next[Int(pair.row)] += 1
    }
    var written = 0
    for row in 0..<count {
      let range = Int(starts[row])..<Int(starts[row + 1])
      Self.sort(&values, range)
      starts[row] = UInt32(written)
      var last: UInt32?
      for index in range where values[index] != last {
        last = values[index]
        values[written] = values[index]
        written += 1
      }
    }
    starts[count] = UInt32(written)
    values.removeLast(values.count - written)
    self.starts = starts
    self.values = values
  }

  package var count: Int { starts.count - 1 }

  package func range(_ row: Int) -> Range<Int> {
    Int(starts[row])..<Int(starts[row + 1])
  }

  package subscript(row: Int) -> ArraySlice<UInt32> { values[range(row)] }

  /// Adds a row of sorted, distinct values at the end.
  package mutating func append(row: some Sequence<UInt32>) {
    values.append(contentsOf: row)
    starts.append(UInt32(values.count))
  }

  private static func sort(_ values: inout [UInt32], _ range: Range<Int>) {
    var isSorted = true
    var index = range.lowerBound + 1
    while index < range.upperBound {
      if values[index - 1] > values[index] {
        isSorted = false
        break
      }
      index += 1
    }
    if !isSorted { values[range].sort() }
  }
}
