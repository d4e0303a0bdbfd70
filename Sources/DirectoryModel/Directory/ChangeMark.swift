/// How far a copy of a directory has come: a number or a time stamp that only grows, as its server writes it.
///
/// Of two marks the shorter one is older (`999` before `1000`), else the lesser one, bytewise.
package struct ChangeMark: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let description: String

  package init(_ text: String) {
    description = text
  }

  package static func < (left: ChangeMark, right: ChangeMark) -> Bool {
    let (left, right) = (left.description.utf8, right.description.utf8)
    if left.count != right.count { return left.count < right.count }
    return left.lexicographicallyPrecedes(right)
  }
}
