/// One element of DER (ITU-T X.690), as far as reading a certificate's head needs it.
struct DERElement {
  let tag: UInt8
  let content: ArraySlice<UInt8>

  /// The elements that follow each other in `bytes`; nil if these are not whole elements.
  static func list(_ bytes: ArraySlice<UInt8>) -> [DERElement]? {
    var rest = bytes
    var elements: [DERElement] = []
    while let tag = rest.popFirst() {
      // No certificate has multi-byte tags.
      guard tag & 0x1f != 0x1f, let first = rest.popFirst() else { return nil }
      var length = Int(first)
      if first >= 0x80 {
        let count = Int(first & 0x7f)
        guard count >= 1, count <= 4, rest.count >= count else { return nil }
        length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(count)
      }
      guard rest.count >= length else { return nil }
      elements.append(DERElement(tag: tag, content: rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return elements
  }

  /// The elements within this one; none if it has none.
  var children: [DERElement] { Self.list(content) ?? [] }
}
