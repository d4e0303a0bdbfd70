internal import LDAPClient

/// How many entries carry each mapped attribute: what the limit `lostAttribute` watches.
struct EntryCounts: Sendable {
  private let numbers: [(number: Int, name: String)]
  private(set) var counts: [Int]

  init(_ numbers: [Int], in list: AttributeList) {
    self.numbers = Array(Set(numbers)).sorted().map { ($0, list.names[$0]) }
    counts = [Int](repeating: 0, count: self.numbers.count)
  }

  mutating func add(_ entry: LDAPEntry) {
    for (position, attribute) in numbers.enumerated() where entry.first(attribute.number) != nil {
      counts[position] += 1
    }
  }

  /// By name, with a word before it.
  func named(_ prefix: String) -> [String: Int] {
    var named: [String: Int] = [:]
    for (position, attribute) in numbers.enumerated() {
      named[prefix + attribute.name] = counts[position]
    }
    return named
  }
}
