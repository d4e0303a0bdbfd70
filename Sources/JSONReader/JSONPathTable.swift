/// The paths that are wanted of each record, as a trie of keys that is walked while reading.
///
/// Keys compare without ASCII case, unless told otherwise. Arrays are passed through: the elements of an array have
/// its path.
/// A key costs one look-up in a hash table, by its first eight bytes and its length.
package struct JSONPathTable: Sendable {
  /// A position in the trie; nothing wanted lies below ``none``.
  package typealias Node = Int32

  package static let root: Node = 0
  package static let none: Node = -1

  /// By hash; a free one leads nowhere.
  private var slots = [Edge](repeating: Edge(), count: 64)
  private var edgeCount = 0
  private var nodes: [NodeInfo] = [NodeInfo()]
  /// By node: its key, folded.
  private var names: [[UInt8]] = [[]]
  /// The bits by which letters of both cases may differ.
  private let caseBits: UInt64

  private struct Edge: Sendable {
    var prefix: UInt64 = 0
    var parent: Node = JSONPathTable.none
    var child: Node = JSONPathTable.none
    var count: UInt32 = 0
  }

  private struct NodeInfo: Sendable {
    /// The number of its path, or -1 if only something below it is wanted.
    var path: Int32 = -1
    var childCount: UInt32 = 0
    /// Its position among the children of its parent.
    var ordinal: UInt32 = 0
    var isList = false
    var holdsLists = false
  }

  /// A table of `paths`, whose positions are their numbers; a path given twice has the first number.
  ///
  /// - Parameters:
  ///   - paths: Keys, outermost first; at most 65,535 paths.
  ///   - lists: Numbers of the paths whose arrays and maps hold records of their own.
  ///   - foldsCase: Whether `ID` is `id`.
  package init(paths: [[String]], lists: Set<Int> = [], foldsCase: Bool = true) {
    caseBits = foldsCase ? 0x2020_2020_2020_2020 : 0
    for (number, path) in paths.enumerated() {
      var node = Self.root
      var passed = [node]
      for key in path {
        node = child(of: node, key) ?? addChild(of: node, Array(key.utf8).map { fold($0) })
        passed.append(node)
      }
      if nodes[Int(node)].path < 0 { nodes[Int(node)].path = Int32(number) }
      guard lists.contains(number) else { continue }
      nodes[Int(node)].isList = true
      for node in passed.dropLast() { nodes[Int(node)].holdsLists = true }
    }
  }

  /// The number of the path that ends here, or nil.
  package func path(of node: Node) -> Int? {
    guard node >= 0, nodes[Int(node)].path >= 0 else { return nil }
    return Int(nodes[Int(node)].path)
  }

  /// The number of a path, or nil if it is not wanted.
  package func number(of path: [String]) -> Int? {
    var node = Self.root
    for key in path {
      guard let child = child(of: node, key) else { return nil }
      node = child
    }
    return self.path(of: node)
  }

  /// The child of `node` under a key, or nil.
  package func child(of node: Node, _ key: String) -> Node? {
    let name = Array(key.utf8)
    let child = child(of: node, name.span, start: 0, count: name.count)
    return child < 0 ? nil : child
  }

  package func isList(_ node: Node) -> Bool { node >= 0 && nodes[Int(node)].isList }
  package func holdsLists(_ node: Node) -> Bool { node >= 0 && nodes[Int(node)].holdsLists }

  @inline(__always)
  func wantedPath(_ node: Node) -> Int32 { node < 0 ? -1 : nodes[Int(node)].path }

  @inline(__always)
  func ordinal(_ node: Node) -> UInt32 { nodes[Int(node)].ordinal }

  @inline(__always)
  func isLeaf(_ node: Node) -> Bool { nodes[Int(node)].childCount == 0 }

  /// The child of `node` under the key whose bytes are these, or ``none``.
  @inline(__always)
  func child(of node: Node, _ bytes: Span<UInt8>, start: Int, count: Int) -> Node {
    let prefix = prefix(bytes, start: start, count: count)
    let mask = slots.count &- 1
    var slot = Self.hash(node, prefix, count) & mask
    while true {
      let edge = slots[slot]
      if edge.prefix == prefix, edge.parent == node, edge.count == count,
        count <= 8 || hasRest(edge.child, bytes, start: start, count: count)
      {
        return edge.child
      }
      if edge.child < 0 { return Self.none }
      slot = (slot &+ 1) & mask
    }
  }

  private func hasRest(_ child: Node, _ bytes: Span<UInt8>, start: Int, count: Int) -> Bool {
    for index in 8..<count where fold(bytes[start + index]) != names[Int(child)][index] {
      return false
    }
    return true
  }

  private func fold(_ byte: UInt8) -> UInt8 { caseBits == 0 ? byte : byte.foldedASCII }

  private mutating func addChild(of parent: Node, _ name: [UInt8]) -> Node {
    let child = Node(nodes.count)
    var info = NodeInfo()
    info.ordinal = nodes[Int(parent)].childCount
    nodes.append(info)
    names.append(name)
    nodes[Int(parent)].childCount += 1
    edgeCount += 1
    if edgeCount * 4 > slots.count {
      let old = slots
      slots = [Edge](repeating: Edge(), count: old.count * 2)
      for edge in old where edge.child >= 0 { fillSlot(edge) }
    }
    let prefix = prefix(name.span, start: 0, count: name.count)
    fillSlot(Edge(prefix: prefix, parent: parent, child: child, count: UInt32(name.count)))
    return child
  }

  private mutating func fillSlot(_ edge: Edge) {
    var slot = Self.hash(edge.parent, edge.prefix, Int(edge.count)) & (slots.count - 1)
    while slots[slot].child >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = edge
  }

  @inline(__always)
  private static func hash(_ node: Node, _ prefix: UInt64, _ count: Int) -> Int {
    let mixed =
      (prefix ^ (UInt64(truncatingIfNeeded: node) &* 0x9e37_79b9_7f4a_7c15))
      &* 0xd6e8_feb8_6659_fd93 &+ UInt64(truncatingIfNeeded: count)
    return Int(truncatingIfNeeded: mixed ^ (mixed &>> 32)) & 0x7fff_ffff
  }

  /// The first eight bytes, folded, the first lowest.
  @inline(__always)
  private func prefix(_ bytes: Span<UInt8>, start: Int, count: Int) -> UInt64 {
    var word: UInt64 = 0
    if start &+ 8 <= bytes.count {
      word = UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      )
      if count < 8 { word &= (1 &<< UInt64(count &* 8)) &- 1 }
    } else {
      for index in 0..<min(count, 8) { word |= UInt64(bytes[start + index]) << UInt64(index * 8) }
    }
    return folded(word)
  }

  /// Lower-cases the ASCII letters among eight bytes.
  @inline(__always)
  private func folded(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (ones &* 0x7f)
    let atLeastA = low &+ (ones &* (0x80 - 0x41))
    let beyondZ = low &+ (ones &* (0x80 - 0x5b))
    let upper = (atLeastA & ~beyondZ) & ~word & (ones &* 0x80)
    return word | (upper &>> 2) & caseBits
  }
}

extension UInt8 {
  /// Lower-cased, if it is an ASCII letter.
  @inline(__always)
  var foldedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
