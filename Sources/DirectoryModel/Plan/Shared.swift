/// A value behind a pointer that all copies share and none changes.
///
/// A plan may have a million changes: what several of them say, or most of them leave out, takes eight bytes in each.
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }

  static func == (left: Shared, right: Shared) -> Bool {
    left === right || left.value == right.value
  }
}
