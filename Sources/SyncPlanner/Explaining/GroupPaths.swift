internal import DirectoryModel

/// The groups of the directory that people are in, and through which others.
enum GroupPaths {
  /// - Parameters:
  ///   - users: Rows of one person.
  ///   - directory: Where they lie.
  /// - Returns: "Engineering", "Everyone (through Engineering)", sorted bytewise.
  static func groups(ofUsers users: [Int], in directory: DirectorySnapshot) -> [String] {
    let rows = Set(users.map(UInt32.init))
    let groups = directory.groups.ids.indices
    let direct = Set(groups.filter { directory.members[$0].contains(where: rows.contains) })
    var parents: [Int: [Int]] = [:]
    for group in groups {
      for child in directory.subgroups[group] { parents[Int(child), default: []].append(group) }
    }
    var reached = direct
    var pending = Array(direct)
    while let group = pending.popLast() {
      for parent in parents[group] ?? [] where reached.insert(parent).inserted {
        pending.append(parent)
      }
    }
    func name(_ group: Int) -> String {
      directory.group(group).name ?? directory.group(group).id ?? ""
    }
    let lines = reached.map { group -> String in
      if direct.contains(group) { return name(group) }
      let through = directory.subgroups[group].map(Int.init).filter(reached.contains).map(name)
      return "\(name(group)) (through \(sorted(through).joined(separator: ", ")))"
    }
    return sorted(lines)
  }

  private static func sorted(_ texts: [String]) -> [String] {
    texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
