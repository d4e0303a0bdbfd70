internal import JSONReader

/// Some hundred pieces and the values of their records.
struct PieceBatch: ~Copyable {
  private(set) var pieces: [ExportPiece] = []
  /// By piece; those of earlier uses keep their memory.
  var records: [ExportRecord] = []
  /// The texts of all records.
  private var texts: ByteBuffer
  /// Whether all files end with it.
  var isLast = false
  /// What ended the reading behind the last piece.
  var failure: ExportFileError?

  private static let mostPieces = 512
  private static let mostBytes = 1 << 18

  /// - Returns: nil if there is no memory.
  static func make() -> PieceBatch? {
    guard let texts = ByteBuffer.make(capacity: mostBytes) else { return nil }
    return PieceBatch(texts)
  }

  private init(_ texts: consuming ByteBuffer) {
    self.texts = texts
  }

  var isFull: Bool { pieces.count >= Self.mostPieces || texts.count >= Self.mostBytes }

  /// Where the texts of the records are; valid until the batch is emptied.
  var bytes: UnsafeRawBufferPointer { texts.bytes }

  /// Adds the piece that `stream` has just given, with copies of its values.
  mutating func add(
    _ piece: ExportPiece,
    of stream: inout ExportStream
  ) throws(ByteBuffer.NoMemory) {
    let position = pieces.count
    pieces.append(piece)
    if records.count == position { records.append(ExportRecord()) }
    guard piece.hasValues else { return }
    stream.exchange(&records[position])
    try records[position].move(to: &texts)
  }

  /// Makes room for other pieces, and gives back what a huge record took.
  mutating func removeAll() {
    pieces.removeAll(keepingCapacity: true)
    texts.truncate(to: 0)
    failure = nil
    if texts.capacity > 2 * Self.mostBytes, let smaller = ByteBuffer.make(capacity: Self.mostBytes)
    {
      texts = smaller
    }
  }
}

extension ExportRecord {
  /// Copies the texts to where they outlive the buffer of the stream; whoever takes the record says where that is.
  fileprivate mutating func move(to texts: inout ByteBuffer) throws(ByteBuffer.NoMemory) {
    for index in matches.indices {
      let start = texts.count
      try texts.append(bytes(matches[index]))
      matches[index].start = UInt32(truncatingIfNeeded: start)
      matches[index].isMoved = true
    }
  }
}
