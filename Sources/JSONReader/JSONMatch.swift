/// A value that a ``JSONRecordReader`` was asked for: what it is and where its bytes are.
package struct JSONMatch: Equatable, Sendable {
  /// The number of its path.
  package let path: UInt16
  package let kind: Kind
  /// Whether the bytes of a string are still escaped.
  package var hasEscapes: Bool
  /// Whether ``start`` counts from somewhere else than the bytes that were read, as whoever moved it knows.
  package var isMoved: Bool
  /// The offset of a scalar: of a string without its quotes, of the rest as written.
  package var start: UInt32
  /// In bytes; 0 for arrays and objects.
  package var count: UInt32

  package enum Kind: UInt8, Sendable {
    case string
    case number
    case bool
    case null
    /// An array, announced before its elements, which have the same path.
    case array
    /// An object with something in it, announced before that.
    case object
    case emptyObject
  }

  package init(
    path: UInt16,
    kind: Kind,
    hasEscapes: Bool = false,
    isMoved: Bool = false,
    start: UInt32 = 0,
    count: UInt32 = 0
  ) {
    self.path = path
    self.kind = kind
    self.hasEscapes = hasEscapes
    self.isMoved = isMoved
    self.start = start
    self.count = count
  }

  /// A string, number or truth value.
  package var isScalar: Bool { kind.rawValue <= Kind.bool.rawValue }
}
