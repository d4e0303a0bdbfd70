internal import DirectoryModel

extension ExportAssembler {
  /// Warns about every group that contains itself, directly or through others.
  mutating func warnAboutCycles() {
    var containers = KeyResolver(keys: store.groupKeys, rows: groupRows)
    var pairs: [(row: UInt32, value: UInt32)] = []
    for edge in store.edges where edge.kind == .group || edge.kind == .unknown {
      guard !edge.flags.contains(.isLeftOut),
        edge.kind == .group || row(ofGroup: edge.member) != nil,
        let parent = containers.row(of: edge.container, in: store),
        let child = containers.row(of: edge.member, in: store)
      else { continue }
      pairs.append((UInt32(parent), UInt32(child)))
    }
    if pairs.isEmpty { return }
    for row in GroupCycles(children: Rows(count: groupVersions.count, pairs: pairs)).rows {
      warnings.add(.groupCycle, store.string(store.groups[Int(groupVersions[row])].atom))
    }
  }
}

/// The groups that lie on cycles, by Tarjan's components with a stack of its own; linear.
struct GroupCycles {
  private let children: Rows
  private var order: [UInt32]
  private var low: [UInt32]
  private var isOpen: [Bool]
  private var counter: UInt32 = 0
  private var open: [UInt32] = []
  private(set) var rows: [Int] = []

  init(children: Rows) {
    self.children = children
    order = [UInt32](repeating: 0, count: children.count)
    low = order
    isOpen = [Bool](repeating: false, count: children.count)
    for row in 0..<children.count where order[row] == 0 { visit(row) }
  }

  private mutating func visit(_ start: Int) {
    var path: [(row: Int, next: Int)] = []
    enter(start)
    path.append((start, children.range(start).lowerBound))
    while let (row, next) = path.last {
      guard next < children.range(row).upperBound else {
        path.removeLast()
        if let parent = path.last?.row { low[parent] = min(low[parent], low[row]) }
        if low[row] == order[row] { close(row) }
        continue
      }
      path[path.count - 1].next += 1
      let child = Int(children.values[next])
      if order[child] == 0 {
        enter(child)
        path.append((child, children.range(child).lowerBound))
      } else if isOpen[child] {
        low[row] = min(low[row], order[child])
      }
    }
  }

  private mutating func enter(_ row: Int) {
    counter += 1
    order[row] = counter
    low[row] = counter
    isOpen[row] = true
    open.append(UInt32(row))
  }

  /// Ends the component of `row`.
  private mutating func close(_ row: Int) {
    var members: [Int] = []
    while let last = open.popLast() {
      isOpen[Int(last)] = false
      members.append(Int(last))
      if Int(last) == row { break }
    }
    if members.count > 1 || children[row].contains(UInt32(row)) { rows += members }
  }
}
