internal import DirectoryModel

/// A pattern with `*` (any text, none included) and `?` (one character), matched over the whole of a text.
struct Glob: Equatable {
  private let pattern: [UInt8]
  let hasWildcard: Bool

  /// - Parameters:
  ///   - text: The pattern as written.
  ///   - ignoresCase: Whether it is for addresses, which are lower-cased already.
  init(_ text: String, ignoresCase: Bool) {
    let normalized = ignoresCase ? EmailAddress.normalized(text) ?? "" : text
    pattern = Array(normalized.utf8)
    hasWildcard = pattern.contains { $0 == 0x2a || $0 == 0x3f }
  }

  /// Linear in text times the number of stars, without recursion.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    var index = 0
    var star: (pattern: Int, text: Int)?
    while index < text.count {
      if position < pattern.count, pattern[position] == 0x2a {
        star = (position, index)
        position += 1
      } else if position < pattern.count, pattern[position] == 0x3f {
        position += 1
        index = Self.nextCharacter(text, after: index)
      } else if position < pattern.count, pattern[position] == text[index] {
        position += 1
        index += 1
      } else if let last = star {
        let next = Self.nextCharacter(text, after: last.text)
        star = (last.pattern, next)
        position = last.pattern + 1
        index = next
      } else {
        return false
      }
    }
    while position < pattern.count, pattern[position] == 0x2a { position += 1 }
    return position == pattern.count
  }

  /// The index behind a character of UTF-8.
  private static func nextCharacter(_ text: UnsafeRawBufferPointer, after index: Int) -> Int {
    var next = index + 1
    while next < text.count, text[next] & 0xc0 == 0x80 { next += 1 }
    return next
  }
}
