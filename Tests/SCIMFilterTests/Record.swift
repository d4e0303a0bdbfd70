import SCIMFilter

/// A record as a reader would report it: values at dotted paths, in document order.
struct Record {
  enum Value {
    case text(String)
    case object
  }

  let values: [(path: String, value: Value)]

  /// - Parameter values: Paths and what is there; `{}` stands for an object that is not empty.
  init(_ values: (String, String)...) {
    self.values = values.map { ($0.0, $0.1 == "{}" ? .object : .text($0.1)) }
  }

  func fits(_ text: String) throws -> Bool {
    var judge = FilterJudge(try Filter(parsing: text))
    return fits(&judge, try Filter(parsing: text).paths)
  }

  func fits(_ judge: inout FilterJudge, _ paths: [AttributePath]) -> Bool {
    judge.begin()
    for (path, value) in values {
      guard let number = paths.firstIndex(where: { $0.description == path }) else { continue }
      switch value {
      case .object: judge.seeObject(number)
      case .text(var text): text.withUTF8 { judge.see(number, UnsafeRawBufferPointer($0)) }
      }
    }
    return judge.verdict()
  }
}
