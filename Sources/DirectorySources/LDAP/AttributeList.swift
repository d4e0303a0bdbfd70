internal import LDAPClient

/// The attributes that a search asks for, each once; their positions number them.
struct AttributeList: Sendable {
  private(set) var names: [String] = []

  /// The number of an attribute; a name in another case is the same one.
  mutating func add(_ name: String) -> Int {
    if let number = number(of: name) { return number }
    names.append(name)
    return names.count - 1
  }

  func number(of name: String) -> Int? {
    names.firstIndex { $0.utf8.elementsEqual(name.utf8) }
      ?? names.firstIndex { $0.lowercased() == name.lowercased() }
  }
}
