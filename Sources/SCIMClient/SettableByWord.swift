/// Values that are set by the words of a configuration; what is not known changes nothing.
package protocol SettableByWord {}

extension SettableByWord {
  /// - Returns: Whether there is a value.
  package mutating func assign<Value>(
    _ value: Value?,
    _ path: WritableKeyPath<Self, Value>
  ) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }

  package mutating func choose(
    _ text: String,
    _ words: [String: Bool],
    _ path: WritableKeyPath<Self, Bool>
  ) -> Bool {
    assign(words[text], path)
  }

  package mutating func number(
    _ text: String,
    _ range: ClosedRange<Int>,
    _ path: WritableKeyPath<Self, Int>
  ) -> Bool {
    assign(Int(text).flatMap { range.contains($0) ? $0 : nil }, path)
  }

  package mutating func number(
    _ text: String,
    _ range: ClosedRange<Double>,
    _ path: WritableKeyPath<Self, Double?>
  ) -> Bool {
    guard let number = Double(text), range.contains(number) else { return false }
    self[keyPath: path] = number
    return true
  }
}
