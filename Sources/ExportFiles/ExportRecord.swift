package import JSONReader

/// The values wanted of one record; valid until the stream that it came from goes on.
package struct ExportRecord {
  /// In the order of the document.
  package internal(set) var matches: [JSONMatch] = []
  /// The key under which it stands in a map, if it does.
  package internal(set) var key: String?

  /// The bytes as they were read.
  var buffer = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Values that had to be unescaped or kept.
  var scratch = UnsafeRawBufferPointer(start: nil, count: 0)

  package init() {}

  /// Puts other values of the same record in the place of these.
  package mutating func replace(with matches: [JSONMatch]) {
    self.matches = matches
  }

  /// The text of a scalar: a string without quotes and escapes, the rest as written.
  @inline(__always)
  package func bytes(_ match: JSONMatch) -> UnsafeRawBufferPointer {
    let place = match.isMoved ? scratch : buffer
    let start = Int(match.start)
    let count = Int(match.count)
    precondition(start + count <= place.count, "a match of another record")
    return UnsafeRawBufferPointer(start: place.baseAddress.map { $0 + start }, count: count)
  }

  package func string(_ match: JSONMatch) -> String {
    String(decoding: bytes(match), as: UTF8.self)
  }
}
