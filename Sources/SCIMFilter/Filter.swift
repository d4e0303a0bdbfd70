/// A filter expression (RFC 7644, 3.4.2.2), parsed once, that judges any number of records.
///
/// Strings and attribute names compare without case. An attribute with several values fulfils a comparison
/// if one of them does. No value at all is `null`, is not `pr`, and is `ne` to everything else. A
/// comparison with an attribute of objects means their `value` (`emails co "x"` is `emails.value co "x"`).
/// Dates compare as text: write them as the provider does.
///
/// How a reader uses it, for many records and without a copy of a value:
/// 1. Once: put each of ``paths`` into what recognises keys while reading; its position is its number.
/// 2. Once a thread: `var judge = FilterJudge(filter)`.
/// 3. For each record: `judge.begin()`; for each value at one of the paths, in document order,
///    `judge.see(number, bytes)`; then `judge.verdict()`. Arrays are taken apart: each element is a value
///    at the path of its array. An object at a path is announced by `judge.seeObject(number)` before
///    what is in it. Nulls, empty objects, empty arrays and empty cells of a table are passed over.
package struct Filter: Sendable {
  /// As written.
  package let text: String
  /// The attributes that the filter looks at, each once, in the order of appearance.
  package let paths: [AttributePath]

  let terms: [FilterTerm]
  /// The bytes of all literals.
  let literals: [UInt8]
  /// The comparisons that look at the values of each path.
  let uses: ByPath<TermUse>
  /// The value paths (`emails[…]`) whose elements stand at each path.
  let scopesBegun: ByPath<Int>
  let scopes: [Scope]
  let program: [Step]

  /// Some elements for each path, all in one array.
  struct ByPath<Element: Sendable>: Sendable {
    let elements: [Element]
    private let starts: [Int]

    init(_ lists: [[Element]]) {
      elements = lists.flatMap(\.self)
      var starts = [0]
      for list in lists { starts.append((starts.last ?? 0) + list.count) }
      self.starts = starts
    }

    func range(_ path: Int) -> Range<Int> { starts[path]..<starts[path + 1] }
  }

  /// A comparison, and the value path that it stands in, if any.
  struct TermUse: Sendable {
    let term: Int
    let scope: Int?
  }

  /// `emails[type eq "work"]`: comparisons that one and the same element has to fulfil.
  struct Scope: Sendable {
    let terms: Range<Int>
    let program: [Step]
    /// The path of `value` below: a plain element (`"admin"`) is its own `value`.
    let valuePath: Int?
  }

  /// The expression in postfix order, so that judging needs no recursion.
  enum Step: Sendable {
    case term(Int)
    case scope(Int)
    case and
    case or
    case not
  }

  /// Parses `text`.
  ///
  /// - Throws: ``FilterError`` with the place.
  package init(parsing text: String) throws(FilterError) {
    var parser = FilterParser(text)
    self = try parser.parse()
  }

  init(text: String, builder: FilterBuilder, program: [Step]) {
    self.text = text
    paths = builder.paths
    terms = builder.terms
    literals = builder.literals
    uses = builder.uses
    scopesBegun = builder.scopesBegun
    scopes = builder.scopes
    self.program = program
  }

  /// `value` as a string of the filter language, for a filter that is sent to a server.
  package static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{00}"..."\u{1f}":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
