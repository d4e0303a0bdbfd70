/// The parameters of a request, in order.
package struct SCIMQuery: Equatable, Sendable {
  private var parameters: [(name: String, value: String)] = []

  package init() {}

  package mutating func add(_ name: String, _ value: String) {
    parameters.append((name, value))
  }

  /// `?name=value&…`, escaped; empty without parameters.
  package var text: String {
    guard !parameters.isEmpty else { return "" }
    let pairs = parameters.map {
      "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
    }
    return "?" + pairs.joined(separator: "&")
  }

  package static func == (left: SCIMQuery, right: SCIMQuery) -> Bool { left.text == right.text }
}
