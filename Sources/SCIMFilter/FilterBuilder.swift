/// Collects the parts of a ``Filter`` while it is parsed.
struct FilterBuilder {
  private(set) var paths: [AttributePath] = []
  private(set) var terms: [FilterTerm] = []
  private(set) var termsByPath: [[Filter.TermUse]] = []
  private(set) var scopesByPath: [[Int]] = []
  private(set) var scopes: [Filter.Scope] = []
  private var numbers: [AttributePath: Int] = [:]

  /// The number of `path`, which is added if it is new.
  mutating func number(of path: AttributePath) -> Int {
    if let number = numbers[path] { return number }
    let number = paths.count
    numbers[path] = number
    paths.append(path)
    termsByPath.append([])
    scopesByPath.append([])
    return number
  }

  /// Adds a comparison and returns its number.
  mutating func add(_ term: FilterTerm, at path: AttributePath, scope: Int?) -> Int {
    let use = Filter.TermUse(term: terms.count, scope: scope)
    terms.append(term)
    termsByPath[number(of: path)].append(use)
    if case .text = term.test, scope == nil, path.names.last != "value" {
      termsByPath[number(of: path.appending(["value"]))].append(use)
    }
    return use.term
  }

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
