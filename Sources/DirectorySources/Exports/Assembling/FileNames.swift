/// What the names of an export's files say (`contracts/idp-exports.md` 2.4).
enum FileNames {
  /// What a list without content is by the name of its file; nil if that says nothing.
  static func kind(_ name: String) -> PageKind? {
    let name = name.lowercased()
    if name.contains("member") { return .members }
    if name.contains("group") || name.contains("role") { return .groups }
    if name.contains("user") || name.contains("people") { return .users }
    return nil
  }

  /// Whether a path speaks of members and not of users.
  static func speaksOfMembers(_ name: String) -> Bool {
    let name = name.lowercased()
    guard name.contains("member") || name.contains("role-users") else { return false }
    let last = name.split(separator: "/").last ?? ""
    return !last.hasPrefix("user") && !last.hasPrefix("people")
  }

  /// The parts of the last component that can be an id: they begin and end where letters or digits do.
  ///
  /// The longest come first. At most a few hundred, whatever the name.
  static func candidates(_ name: String) -> [Substring] {
    let stem = stem(name)
    let words = stem.split { !$0.isLetter && !$0.isNumber }.prefix(24)
    var found: [Substring] = []
    for (index, first) in words.enumerated() {
      for last in words[index...] { found.append(stem[first.startIndex..<last.endIndex]) }
    }
    // A name such as users-2 numbers a page; only a name that says more makes a short number an id.
    let isNumberedPage = kind(String(stem)) == .users && !stem.lowercased().contains("role")
    if isNumberedPage { found.removeAll { $0.count < 6 && $0.allSatisfy(\.isNumber) } }
    return found.sorted { $0.count > $1.count }
  }

  /// The name without the digits, by which the pages of one list belong together.
  static func chain(_ name: String) -> String { name.filter { !$0.isNumber } }

  /// The last component without the endings of formats.
  static func stem(_ name: String) -> Substring {
    var stem = name.split(separator: "/").last ?? ""
    var isShorter = true
    while isShorter {
      isShorter = false
      for ending in [".json", ".jsonl", ".ndjson", ".http", ".gz", ".csv"]
      where stem.lowercased().hasSuffix(ending) {
        stem = stem.dropLast(ending.count)
        isShorter = true
      }
    }
    return stem
  }

  /// Whether `left` comes before `right` when numbers in them count as numbers.
  static func precedes(_ left: String, _ right: String) -> Bool {
    var left = Array(left.utf8)[...]
    var right = Array(right.utf8)[...]
    while let a = left.first, let b = right.first {
      if a.isDigit, b.isDigit {
        let first = left.takeNumber()
        let second = right.takeNumber()
        if first.count != second.count { return first.count < second.count }
        if !first.elementsEqual(second) { return first.lexicographicallyPrecedes(second) }
      } else {
        if a != b { return a < b }
        left.removeFirst()
        right.removeFirst()
      }
    }
    return left.count < right.count
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 0x30 < 10 }
}

extension ArraySlice<UInt8> {
  /// Takes the digits at the start, leading zeros aside.
  fileprivate mutating func takeNumber() -> ArraySlice<UInt8> {
    let digits = prefix { $0.isDigit }
    removeFirst(digits.count)
    return digits.drop { $0 == 0x30 }
  }
}
