internal import DirectoryModel
internal import ExportFiles
internal import JSONReader

/// Bytes of UTF-8 that belong to the record that is being read, and to nobody behind it.
typealias Bytes = UnsafeRawBufferPointer

/// One record with its fields at hand; reused for the next.
struct FieldRecord {
  /// What the stream gave.
  var values = ExportRecord()
  /// By field: the position of its first value among the matches, or -1.
  private var slots = [Int32](repeating: -1, count: ExportField.allCases.count)
  private var filled: [UInt16] = []
  private static let firstList = Int(ExportField.usersList.rawValue)

  /// Whether references stand in lists of the record itself.
  private(set) var hasLists = false

  /// Looks where the values of the record are.
  mutating func index() {
    for field in filled { slots[Int(field)] = -1 }
    filled.removeAll(keepingCapacity: true)
    hasLists = false
    for position in values.matches.indices {
      let path = Int(values.matches[position].path)
      guard path < slots.count else { continue }
      // A pattern, since `==` of another module is a call.
      if path >= Self.firstList, case .array = values.matches[position].kind { hasLists = true }
      if slots[path] < 0 {
        slots[path] = Int32(truncatingIfNeeded: position)
        filled.append(UInt16(truncatingIfNeeded: path))
      }
    }
  }

  /// Whether anything that was asked for is in it.
  var hasScalars: Bool { values.matches.contains(where: \.isScalar) }

  /// Whether the record has the field at all, be it null.
  @inline(__always)
  func has(_ field: ExportField) -> Bool { slots[Int(field.rawValue)] >= 0 }

  @inline(__always)
  func match(_ field: ExportField) -> JSONMatch? {
    let slot = Int(slots[Int(field.rawValue)])
    return slot < 0 ? nil : values.matches[slot]
  }

  func isNull(_ field: ExportField) -> Bool { match(field)?.kind == .null }

  /// Whether the field is there and neither null nor an empty text.
  func hasValue(_ field: ExportField) -> Bool {
    guard let match = match(field), match.kind != .null else { return false }
    return match.kind != .string || match.count > 0
  }

  func isObject(_ field: ExportField) -> Bool {
    let kind = match(field)?.kind
    return kind == .object || kind == .emptyObject
  }

  func isNumber(_ field: ExportField) -> Bool { match(field)?.kind == .number }
  func isText(_ field: ExportField) -> Bool { match(field)?.kind == .string }

  /// The text of a scalar that is not empty; a list counts by its first scalar.
  @inline(__always)
  func text(_ field: ExportField) -> Bytes? {
    var slot = Int(slots[Int(field.rawValue)])
    if slot < 0 { return nil }
    if case .array = values.matches[slot].kind {
      slot += 1
      guard slot < values.matches.count, values.matches[slot].path == field.rawValue else {
        return nil
      }
    }
    let match = values.matches[slot]
    guard match.isScalar, match.count > 0 else { return nil }
    return values.bytes(match)
  }

  /// The first scalar that is not empty at any path of the table.
  func text(path: Int) -> Bytes? {
    for match in values.matches where Int(match.path) == path && match.isScalar && match.count > 0 {
      return values.bytes(match)
    }
    return nil
  }

  func string(_ field: ExportField) -> String? {
    text(field).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first of these fields that has a text.
  func firstText(_ fields: ExportField...) -> Bytes? {
    for field in fields {
      if let text = text(field) { return text }
    }
    return nil
  }

  func equals(_ field: ExportField, _ word: StaticString) -> Bool {
    guard let text = text(field) else { return false }
    return text.equals(word)
  }

  /// A whole number that is not negative, written as a number or as a text.
  func count(_ field: ExportField) -> Int? {
    string(field).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// Calls `body` with each scalar at a field.
  func forEachText(_ field: ExportField, _ body: (Bytes) throws -> Void) rethrows {
    guard has(field) else { return }
    for match in values.matches where match.path == field.rawValue && match.isScalar {
      if match.count > 0 { try body(values.bytes(match)) }
    }
  }
}

extension Bytes {
  func equals(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != word.utf8Start[index] { return false }
    return true
  }

  /// Without ASCII case; `word` is lower case.
  func equalsFolding(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count {
      let byte = self[index]
      let folded = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if folded != word.utf8Start[index] { return false }
    }
    return true
  }

  func hasPrefix(_ word: StaticString) -> Bool {
    count >= word.utf8CodeUnitCount
      && Bytes(rebasing: self[..<word.utf8CodeUnitCount]).equals(word)
  }

  func contains(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length > 0, count >= length else { return false }
    for start in 0...(count - length) where self[start] == word.utf8Start[0] {
      if Bytes(rebasing: self[start..<start + length]).equals(word) { return true }
    }
    return false
  }
}
