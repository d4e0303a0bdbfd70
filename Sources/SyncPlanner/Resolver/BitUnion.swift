/// The union of sets of small numbers, one bit each, to which more numbers can be added.
struct BitUnion {
  private(set) var words: [UInt64]
  /// How many numbers are in it.
  private(set) var count: Int

  /// - Parameters:
  ///   - sets: Their bits, and how many numbers are in each; a single one is uncopied until something is added.
  ///   - wordCount: Words of each.
  init(of sets: [(bits: [UInt64], count: Int)], wordCount: Int) {
    words = sets.first?.bits ?? [UInt64](repeating: 0, count: wordCount)
    count = sets.first?.count ?? 0
    if sets.count < 2 { return }
    words.withUnsafeMutableBufferPointer { words in
      for set in sets.dropFirst() {
        set.bits.withUnsafeBufferPointer { bits in
          for word in 0..<min(words.count, bits.count) { words[word] |= bits[word] }
        }
      }
    }
    count = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  mutating func insert(_ number: Int) {
    let bit: UInt64 = 1 &<< UInt64(number & 63)
    if words[number >> 6] & bit != 0 { return }
    words[number >> 6] |= bit
    count += 1
  }
}
