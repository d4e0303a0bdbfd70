internal import JSONReader
internal import SCIMFilter

/// A filter of the configuration that judges resources as the service shows them.
struct ResourceFilter {
  private let numbers: [AttributePath: Int]
  private var judge: FilterJudge

  init(_ filter: Filter) {
    judge = FilterJudge(filter)
    numbers = Dictionary(
      filter.paths.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  mutating func fits(_ resource: JSONValue) -> Bool {
    judge.begin()
    see(resource, [])
    return judge.verdict()
  }

  /// Goes through a value in document order; arrays are taken apart, each element at the path of its array.
  ///
  /// The reader of JSON allows no more than 64 levels.
  private mutating func see(_ value: JSONValue, _ names: [String]) {
    switch value.content {
    case .null: return
    case .array(let elements):
      for element in elements { see(element, names) }
    case .object(let members):
      if !members.isEmpty, let number = number(names) { judge.seeObject(number) }
      for member in members {
        // The core schemas' attributes stand at the top, as filters have them.
        see(member.value, names + [member.key])
      }
    case .bool(let truth): see(text: truth ? "true" : "false", names)
    case .number(let text), .string(let text): see(text: text, names)
    }
  }

  private mutating func see(text: String, _ names: [String]) {
    guard let number = number(names) else { return }
    var text = text
    text.withUTF8 { judge.see(number, UnsafeRawBufferPointer($0)) }
  }

  private func number(_ names: [String]) -> Int? {
    names.isEmpty ? nil : numbers[AttributePath(names: names)]
  }
}
