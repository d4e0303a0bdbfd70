/// The attributes of a request, recognised in answers: without case, and without options.
///
/// slapd and Active Directory answer in the case of their schema, 389-ds in that of the request.
struct AttributeNames {
  private let names: [[UInt8]]

  init(_ attributes: [String]) {
    names = attributes.map { $0.utf8.prefix { $0 != UInt8(ascii: ";") }.map(Self.lowercased) }
  }

  struct Match {
    let number: Int
    let hasOption: Bool
    /// Where the next part begins, for `;range=A-B` whose B is a number.
    let nextStart: Int32
  }

  /// - Returns: nil for an attribute that was not asked for.
  func match(_ name: UnsafeRawBufferPointer) -> Match? {
    let end = name.firstIndex(of: UInt8(ascii: ";")) ?? name.count
    guard let number = names.firstIndex(where: { Self.equals($0, name, end) }) else { return nil }
    guard end < name.count else { return Match(number: number, hasOption: false, nextStart: -1) }
    let options = String(decoding: name[(end + 1)...], as: UTF8.self).lowercased()
    var hasOption = false
    var nextStart: Int32 = -1
    for option in options.split(separator: ";") {
      if option.hasPrefix("range=") {
        nextStart = Self.upperBound(option.dropFirst(6)).map { $0 &+ 1 } ?? -1
      } else if option != "binary" {
        hasOption = true
      }
    }
    return Match(number: number, hasOption: hasOption, nextStart: nextStart)
  }

  /// B of `A-B`; nil if it is the star that stands for the end.
  private static func upperBound(_ range: Substring) -> Int32? {
    guard let dash = range.firstIndex(of: "-") else { return nil }
    guard let bound = Int32(range[range.index(after: dash)...]), bound >= 0, bound < .max else {
      return nil
    }
    return bound
  }

  private static func equals(_ name: [UInt8], _ other: UnsafeRawBufferPointer, _ end: Int) -> Bool {
    guard name.count == end else { return false }
    for index in 0..<end where name[index] != lowercased(other[index]) { return false }
    return true
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
  }
}
