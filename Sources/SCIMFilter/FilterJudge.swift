/// Judges record after record by one ``Filter``; see there for how.
///
/// Keeps two bits a comparison and no value: the bytes of a value are only looked at during ``see(_:_:)``.
package struct FilterJudge: Sendable {
  private let filter: Filter
  /// By comparison: a value has fulfilled it.
  private var isFulfilled: [Bool]
  /// By comparison: a value other than null was there.
  private var hasValue: [Bool]
  /// By value path: an element is being read; one has fulfilled it.
  private var isOpen: [Bool]
  private var isScopeFulfilled: [Bool]

  package init(_ filter: Filter) {
    self.filter = filter
    isFulfilled = [Bool](repeating: false, count: filter.terms.count)
    hasValue = isFulfilled
    isOpen = [Bool](repeating: false, count: filter.scopes.count)
    isScopeFulfilled = isOpen
  }

  /// Forgets the last record.
  package mutating func begin() {
    for term in filter.terms.indices {
      isFulfilled[term] = false
      hasValue[term] = false
    }
    for scope in filter.scopes.indices {
      isOpen[scope] = false
      isScopeFulfilled[scope] = false
    }
  }

  /// Takes note of a text, number or truth value of the record.
  ///
  /// - Parameters:
  ///   - path: The number of its path in ``Filter/paths``.
  ///   - value: What it says, in UTF-8: a string without quotes and escapes, the rest as written. Need not
  ///     outlive the call.
  package mutating func see(_ path: Int, _ value: UnsafeRawBufferPointer) {
    beginElements(at: path)
    for index in filter.scopesBegun.range(path) {
      let scope = filter.scopesBegun.elements[index]
      if let valuePath = filter.scopes[scope].valuePath { test(valuePath, only: scope, value) }
    }
    test(path, only: nil, value)
  }

  /// Takes note of an object that is not empty; what is in it comes next.
  package mutating func seeObject(_ path: Int) {
    beginElements(at: path)
    for index in filter.uses.range(path) {
      let use = filter.uses.elements[index]
      if let scope = use.scope, !isOpen[scope] { continue }
      // Of an object a text comparison sees the `value`, which comes later.
      switch filter.terms[use.term].test {
      case .present:
        hasValue[use.term] = true
        isFulfilled[use.term] = true
      case .absent: hasValue[use.term] = true
      case .text, .number, .boolean: break
      }
    }
  }

  /// Whether the record passes.
  package mutating func verdict() -> Bool {
    for scope in filter.scopes.indices { closeElement(of: scope) }
    return run(filter.program)
  }

  private mutating func test(_ path: Int, only scope: Int?, _ value: UnsafeRawBufferPointer) {
    for index in filter.uses.range(path) {
      let use = filter.uses.elements[index]
      if let scope, use.scope != scope { continue }
      if let scope = use.scope, !isOpen[scope] { continue }
      if isFulfilled[use.term] { continue }
      hasValue[use.term] = true
      let holds = filter.literals.withUnsafeBytes {
        filter.terms[use.term].holds(value, literals: $0)
      }
      if holds { isFulfilled[use.term] = true }
    }
  }

  private mutating func beginElements(at path: Int) {
    for index in filter.scopesBegun.range(path) {
      let scope = filter.scopesBegun.elements[index]
      closeElement(of: scope)
      isOpen[scope] = true
      for term in filter.scopes[scope].terms {
        isFulfilled[term] = false
        hasValue[term] = false
      }
    }
  }

  private mutating func closeElement(of scope: Int) {
    guard isOpen[scope] else { return }
    isOpen[scope] = false
    if !isScopeFulfilled[scope] { isScopeFulfilled[scope] = run(filter.scopes[scope].program) }
  }

  /// Runs a postfix program; the parser's limit on nesting keeps it within 64 open results.
  private func run(_ program: [Filter.Step]) -> Bool {
    var stack: UInt64 = 0
    for step in program {
      switch step {
      case .term(let term):
        let holds =
          isFulfilled[term] || (!hasValue[term] && filter.terms[term].holdsWithoutValue)
        stack = stack << 1 | (holds ? 1 : 0)
      case .scope(let scope): stack = stack << 1 | (isScopeFulfilled[scope] ? 1 : 0)
      case .and: stack = stack >> 1 & (stack | ~1)
      case .or: stack = stack >> 1 | stack & 1
      case .not: stack ^= 1
      }
    }
    return stack & 1 == 1
  }
}
