internal import DirectoryModel
internal import LDAPClient
internal import SCIMFilter

/// `users.prefer`, judged over a directory's attributes.
struct PreferenceRules: Sendable {
  private var rules: [(judge: FilterJudge, numbers: [Int])] = []

  /// - Throws: ``FilterError`` with the place in an expression.
  init(_ expressions: [String], _ list: inout AttributeList) throws(FilterError) {
    for expression in expressions {
      let filter = try Filter(parsing: expression)
      rules.append((FilterJudge(filter), filter.paths.map { list.add("\($0)") }))
    }
  }

  /// The attributes that they look at.
  var numbers: [Int] { rules.flatMap(\.numbers) }

  /// Bit n is set if the entry fits expression n.
  mutating func bits(_ entry: LDAPEntry) -> UInt32 {
    var bits: UInt32 = 0
    for index in rules.indices {
      rules[index].judge.begin()
      for (path, number) in rules[index].numbers.enumerated() {
        for value in entry.values(number) {
          value.withUnsafeBytes { rules[index].judge.see(path, $0) }
        }
      }
      if rules[index].judge.verdict() { bits |= 1 << UInt32(index) }
    }
    return bits
  }
}
