/// Collects the parts of a ``Filter`` while it is parsed.
struct FilterBuilder {
  private(set) var paths: [AttributePath] = []
  private(set) var terms: [FilterTerm] = []
  private(set) var literals: [UInt8] = []
  private var usesByPath: [[Filter.TermUse]] = []
  private var scopesByPath: [[Int]] = []
  private(set) var scopes: [Filter.Scope] = []
  private var numbers: [AttributePath: Int] = [:]

  /// The number of `path`, which is added if it is new.
  mutating func number(of path: AttributePath) -> Int {
    if let number = numbers[path] { return number }
    let number = paths.count
    numbers[path] = number
    paths.append(path)
    usesByPath.append([])
    scopesByPath.append([])
    return number
  }

  /// Adds a comparison and returns its number.
  mutating func add(_ term: FilterTerm, at path: AttributePath, scope: Int?) -> Int {
    let use = Filter.TermUse(term: terms.count, scope: scope)
    terms.append(term)
    usesByPath[number(of: path)].append(use)
    if case .text = term.test, scope == nil, path.names.last != "value" {
      usesByPath[number(of: path.appending(["value"]))].append(use)
    }
    return use.term
  }

  /// Keeps the bytes of a literal and says where.
  mutating func keep(_ bytes: [UInt8]) -> Range<Int> {
    let start = literals.count
    literals += bytes
    return start..<literals.count
  }

  /// By path, in one array: the comparisons that look at its values.
  var uses: Filter.ByPath<Filter.TermUse> { Filter.ByPath(usesByPath) }

  /// By path, in one array: the value paths whose elements stand there.
  var scopesBegun: Filter.ByPath<Int> { Filter.ByPath(scopesByPath) }

  /// The number that the value path now begun will have.
  var nextScope: Int { scopes.count }

  /// Adds a value path whose comparisons are those added since there were `firstTerm`.
  mutating func addScope(base: AttributePath, firstTerm: Int, program: [Filter.Step]) {
    scopesByPath[number(of: base)].append(scopes.count)
    scopes.append(
      Filter.Scope(
        terms: firstTerm..<terms.count,
        program: program,
        valuePath: numbers[base.appending(["value"])]
      )
    )
  }
}
