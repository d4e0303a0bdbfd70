#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// External ids that good runs have seen in one source: sorted bytewise, looked up by halving.
package struct SeenIDs: Sendable {
  /// The ids, one after another.
  package let arena: ByteArena
  /// Sorted bytewise, distinct.
  package let ids: [Text]

  /// Takes ids that are sorted bytewise and distinct; what is not cannot be found.
  package init(arena: ByteArena, sorted ids: [Text]) {
    self.arena = arena
    self.ids = ids
  }

  package func contains(_ id: UnsafeRawBufferPointer) -> Bool {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      let order = Self.compare(arena.bytes(ids[middle]), id)
      if order == 0 { return true }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return false
  }

  package func contains(_ id: String) -> Bool {
    var id = id
    return id.withUTF8 { contains(UnsafeRawBufferPointer($0)) }
  }

  /// Bytewise order: negative if `left` comes first.
  package static func compare(
    _ left: UnsafeRawBufferPointer,
    _ right: UnsafeRawBufferPointer
  ) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let a = left.baseAddress, let b = right.baseAddress {
      let order = memcmp(a, b, common)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}
