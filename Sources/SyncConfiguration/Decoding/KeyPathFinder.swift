internal import JSONReader

/// Finds out which key an offset in a configuration belongs to: `sources[0].pageSize`.
enum KeyPathFinder {
  private enum Step {
    case object(key: String)
    case array(index: Int)
  }

  /// The path of the value or key at `offset`, or nil if that is outside of everything.
  static func path(at offset: Int, in bytes: Span<UInt8>) -> String? {
    var parser = JSONParser(syntax: .configuration)
    var steps: [Step] = []
    while !parser.isFinished, parser.position <= offset,
      let token = try? parser.next(bytes)
    {
      switch token {
      case .key(let text):
        steps[steps.count - 1] = .object(key: text.string(in: bytes))
        continue
      case .beginObject, .beginArray:
        countElement(&steps)
        if parser.position > offset { return text(steps) }
        steps.append(token == .beginObject ? .object(key: "") : .array(index: -1))
      case .endObject, .endArray: steps.removeLast()
      case .string, .number, .bool, .null: countElement(&steps)
      }
    }
    return text(steps)
  }

  private static func countElement(_ steps: inout [Step]) {
    guard case .array(let index) = steps.last else { return }
    steps[steps.count - 1] = .array(index: index + 1)
  }

  private static func text(_ steps: [Step]) -> String? {
    var path = ""
    for step in steps {
      switch step {
      case .object(let key):
        if key.isEmpty { break }
        path += path.isEmpty ? key : ".\(key)"
      case .array(let index): path += "[\(max(0, index))]"
      }
    }
    return path.isEmpty ? nil : path
  }
}
