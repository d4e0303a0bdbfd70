/// The head of an HTTP answer as `curl -i` prints it.
package struct ResponseHeaders: Equatable, Sendable {
  package let status: Int
  /// Names lower-cased, in the order of the answer.
  package let fields: [Field]

  package struct Field: Equatable, Sendable {
    package let name: String
    package let value: String
  }

  /// The first value of a field, or nil.
  package subscript(name: String) -> String? {
    fields.first { $0.name == name }?.value
  }

  /// The target of the `Link` with this relation (RFC 8288), one line a link or several in one line.
  package func link(_ relation: String) -> String? {
    for field in fields where field.name == "link" {
      for link in Self.links(field.value) where link.relations.contains(relation) {
        return link.target
      }
    }
    return nil
  }

  /// Reads the lines before the blank one.
  ///
  /// - Returns: nil if the first line is no status line.
  init?(_ block: UnsafeRawBufferPointer) {
    let text = String(decoding: block, as: UTF8.self)
    var lines = text.split(omittingEmptySubsequences: true) { $0.isNewline }.makeIterator()
    let words = lines.next()?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else {
      return nil
    }
    self.status = status
    var fields: [Field] = []
    while let line = lines.next() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...]
      fields.append(
        Field(
          name: line[..<colon].lowercased(),
          value: String(value.drop(while: \.isWhitespace).trimmingEnd())
        )
      )
    }
    self.fields = fields
  }

  /// Takes a `Link` value apart: `<target>; rel="a b", <target>; rel=c`.
  private static func links(_ value: String) -> [(target: String, relations: [String])] {
    var links: [(String, [String])] = []
    var rest = value[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let target = String(rest[rest.index(after: open)..<close])
      rest = rest[rest.index(after: close)...]
      let parameters = rest[..<(rest.firstIndex(of: "<") ?? rest.endIndex)]
      var relations: [String] = []
      for parameter in parameters.split(whereSeparator: { $0 == ";" || $0 == "," }) {
        let sides = parameter.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, sides[0].filter({ !$0.isWhitespace }).lowercased() == "rel" else {
          continue
        }
        relations += sides[1].filter { $0 != "\"" }.split(separator: " ").map(String.init)
      }
      links.append((target, relations))
    }
    return links
  }
}

extension Substring {
  fileprivate func trimmingEnd() -> Substring {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
