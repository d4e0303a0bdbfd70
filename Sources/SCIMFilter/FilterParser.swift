/// Reads the grammar of RFC 7644, figure 1: `or` binds weaker than `and`, `and` weaker than `not`.
struct FilterParser {
  /// Parentheses and brackets in one another: two results wait at each level, and 64 are held.
  private static let nestingLimit = 20
  /// In bytes.
  private static let lengthLimit = 64 * 1024

  private let text: String
  private var scanner: FilterScanner
  private var builder = FilterBuilder()
  private var depth = 0
  /// The attribute whose elements are compared: inside `emails[…]`.
  private var base: AttributePath?

  init(_ text: String) {
    self.text = text
    scanner = FilterScanner(text)
  }

  mutating func parse() throws(FilterError) -> Filter {
    guard text.utf8.count <= Self.lengthLimit else {
      throw FilterError(message: "the filter has more than \(Self.lengthLimit) bytes", position: 1)
    }
    scanner.skipSpace()
    if scanner.isAtEnd { throw scanner.error("the filter is empty") }
    if scanner.looksLikeLDAP {
      throw scanner.error(
        "this is an LDAP filter; here it is an expression like 'title eq \"Boss\"'"
      )
    }
    let program = try parseOr()
    scanner.skipSpace()
    guard scanner.isAtEnd else { throw scanner.error("expected 'and', 'or' or the end") }
    return Filter(text: text, builder: builder, program: program)
  }

  private mutating func parseOr() throws(FilterError) -> [Filter.Step] {
    var program = try parseAnd()
    while scanner.takeWord("or") { program += try parseAnd() + [.or] }
    return program
  }

  private mutating func parseAnd() throws(FilterError) -> [Filter.Step] {
    var program = try parsePrimary()
    while scanner.takeWord("and") { program += try parsePrimary() + [.and] }
    return program
  }

  private mutating func parsePrimary() throws(FilterError) -> [Filter.Step] {
    scanner.skipSpace()
    if scanner.takeWord("not", before: UInt8(ascii: "(")) { return try parseGroup() + [.not] }
    if scanner.peek == UInt8(ascii: "(") { return try parseGroup() }
    return try parseComparison()
  }

  private mutating func parseGroup() throws(FilterError) -> [Filter.Step] {
    scanner.skipSpace()
    try enter()
    scanner.advance()
    let program = try parseOr()
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: ")")) else { throw scanner.error("expected ')'") }
    depth -= 1
    return program
  }

  private mutating func parseComparison() throws(FilterError) -> [Filter.Step] {
    let names = try scanner.readPath()
    let path = base.map { $0.appending(names) } ?? AttributePath(names: names)
    if scanner.peek == UInt8(ascii: "[") { return try parseValuePath(path) }
    return [.term(try parseTest(of: path, name: names.joined(separator: "."), scope: currentScope))]
  }

  /// The value path that is being read has the next number: there is never one within another.
  private var currentScope: Int? { base == nil ? nil : builder.nextScope }

  private mutating func parseValuePath(_ path: AttributePath) throws(FilterError) -> [Filter.Step] {
    guard base == nil else { throw scanner.error("no '[' may stand within brackets") }
    try enter()
    scanner.advance()
    base = path
    let firstTerm = builder.terms.count
    _ = builder.number(of: path)
    var program = try parseOr()
    scanner.skipSpace()
    guard scanner.take(UInt8(ascii: "]")) else { throw scanner.error("expected ']'") }
    if scanner.take(UInt8(ascii: ".")) {
      let names = try scanner.readPath()
      let name = names.joined(separator: ".")
      let term =
        scanner.isAtEndOfComparison
        ? builder.add(FilterTerm(test: .present), at: path.appending(names), scope: currentScope)
        : try parseTest(of: path.appending(names), name: name, scope: currentScope)
      program += [.term(term), .and]
    }
    base = nil
    depth -= 1
    let scope = builder.nextScope
    builder.addScope(base: path, firstTerm: firstTerm, program: program)
    return [.scope(scope)]
  }

  private mutating func parseTest(
    of path: AttributePath,
    name: String,
    scope: Int?
  ) throws(FilterError) -> Int {
    scanner.skipSpace()
    let place = scanner
    let word = scanner.readWord().loweringASCII()
    if word == "pr" { return builder.add(FilterTerm(test: .present), at: path, scope: scope) }
    guard let relation = FilterTerm.Relation(rawValue: word) else {
      let operators = FilterTerm.Relation.allCases.map(\.rawValue).joined(separator: ", ")
      throw place.error("expected an operator (\(operators), pr) after '\(name)'")
    }
    scanner.skipSpace()
    let valuePlace = scanner
    let value = try scanner.readValue(after: word)
    guard let test = test(relation, value) else {
      throw valuePlace.error("'\(word)' cannot compare with \(value.kind)")
    }
    return builder.add(FilterTerm(test: test), at: path, scope: scope)
  }

  private mutating func test(
    _ relation: FilterTerm.Relation,
    _ value: FilterScanner.Value
  ) -> FilterTerm.Test? {
    switch value {
    case .string(let text):
      .text(relation, literal: builder.keep(CaseFolded.bytes(of: text)))
    case .number(let number, let text):
      relation.isOrder ? .number(relation, number, literal: builder.keep(text)) : nil
    case .boolean(let truth):
      relation == .eq || relation == .ne ? .boolean(truth, isNegated: relation == .ne) : nil
    case .null: relation == .eq ? .absent : relation == .ne ? .present : nil
    }
  }

  private mutating func enter() throws(FilterError) {
    depth += 1
    guard depth <= Self.nestingLimit else {
      throw scanner.error("more than \(Self.nestingLimit) parentheses within one another")
    }
  }
}
