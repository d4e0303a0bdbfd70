/// Counts different atoms, list after list, in time that grows with the lists alone.
struct DistinctAtoms {
  /// By atom: the list that it was last met in.
  private var lastMet: [UInt32] = []
  private var list: UInt32 = 0

  /// Begins another list.
  ///
  /// - Parameter atoms: How many atoms there are.
  mutating func begin(atoms: Int) {
    list += 1
    if lastMet.count < atoms {
      lastMet += repeatElement(0, count: atoms - lastMet.count)
    }
  }

  /// - Returns: Whether the atom is met for the first time in this list.
  mutating func insert(_ atom: UInt32) -> Bool {
    if lastMet[Int(atom)] == list { return false }
    lastMet[Int(atom)] = list
    return true
  }
}
