package import JSONReader

/// One file of an export, pulled piece by piece: JSON values in any arrangement, or the rows of a table.
///
/// Memory holds a buffer of some megabytes, whatever the size of the file: records are read as a whole while they
/// fit, and what holds lists of records, or is big, is taken apart. A piece that was cut off by the end of the
/// buffer is read again after a refill.
package struct ExportStream: ~Copyable {
  /// The values of the last `record`, `scalar` or `endObject`.
  package internal(set) var record = ExportRecord()
  /// Records, rows and scalars so far.
  package internal(set) var recordCount = 0

  let limits: ExportLimits
  var file: DecodedFile
  var buffer: ByteBuffer
  /// The next byte of `buffer` to look at.
  var cursor = 0
  /// Decoded bytes before the buffer.
  var consumed: Int64 = 0
  var reader: JSONRecordReader
  /// Values of the records that are being taken apart, the innermost last, and behind them those of `record`.
  var scratch: ByteBuffer
  var kept: [JSONMatch] = []
  /// Bytes of `scratch` that outlive `record`.
  var keptBytes = 0
  var frames: [StreamFrame] = [StreamFrame(.sequence)]
  var table: TableShape?
  /// Passes a value that nobody wants and that is too big for the buffer.
  var skipper: JSONParser?
  var hasContent = false

  /// Opens `file`.
  ///
  /// - Parameters:
  ///   - file: What to read.
  ///   - paths: What is wanted of each record.
  ///   - limits: How much there may be.
  /// - Returns: The stream, at its start.
  /// - Throws: ``ExportFileError``
  package static func open(
    _ file: ExportFile,
    paths: JSONPathTable,
    limits: ExportLimits = ExportLimits()
  ) throws(ExportFileError) -> ExportStream {
    let decoded = try DecodedFile.open(file, limits: limits)
    guard let buffer = ByteBuffer.make(capacity: 2 * max(limits.bufferBytes, 16)),
      let scratch = ByteBuffer.make(capacity: 1 << 12)
    else { throw ExportFileError(.noMemory, in: file.name) }
    return ExportStream(decoded, buffer, scratch, paths, limits)
  }

  private init(
    _ file: consuming DecodedFile,
    _ buffer: consuming ByteBuffer,
    _ scratch: consuming ByteBuffer,
    _ paths: JSONPathTable,
    _ limits: ExportLimits
  ) {
    self.file = file
    self.buffer = buffer
    self.scratch = scratch
    self.limits = limits
    reader = JSONRecordReader(
      table: paths,
      syntax: JSONSyntax(stringLimit: limits.stringBytes)
    )
  }

  /// Hands the record over without a copy, in exchange for one that is done with.
  package mutating func exchange(_ other: inout ExportRecord) {
    swap(&record, &other)
  }

  package var fileName: String { file.name }

  /// Decoded bytes so far.
  package var byteCount: Int64 { consumed + Int64(cursor) }

  /// The next piece.
  ///
  /// - Throws: ``ExportFileError``; nothing can be read afterwards.
  package mutating func next() throws(ExportFileError) -> ExportPiece {
    while true {
      if table == nil, skipper == nil { skipBlanks() }
      let saved = cursor
      do {
        if let piece = try step() { return piece }
      } catch let error as JSONError {
        cursor = saved
        guard error.problem == .unexpectedEnd else {
          throw ExportFileError(
            .invalidJSON(error.problem),
            in: file.name,
            at: consumed + Int64(error.offset)
          )
        }
        if file.isAtEnd { throw ExportFileError(.truncated, in: file.name, at: byteCount) }
        try refill()
      } catch let error as ExportFileError {
        throw error
      } catch {
        throw ExportFileError(.noMemory, in: file.name)
      }
    }
  }

  /// Gets more bytes, dropping those that are done with.
  ///
  /// - Throws: `recordTooLarge` once a piece fills more than the limit.
  private mutating func refill() throws(ExportFileError) {
    if cursor > 0 {
      buffer.removeFirst(cursor)
      consumed += Int64(cursor)
      skipper?.moveBack(by: cursor)
      cursor = 0
    }
    if buffer.room.isEmpty {
      guard buffer.count < limits.recordBytes else {
        throw ExportFileError(
          .recordTooLarge(limit: limits.recordBytes),
          in: file.name,
          at: consumed
        )
      }
      do {
        try buffer.grow(to: buffer.count + 1)
      } catch {
        throw ExportFileError(.noMemory, in: file.name)
      }
    }
    // Packed content comes in small pieces; a big value is looked at from its start after each refill.
    repeat {
      try file.fill(&buffer)
    } while !file.isAtEnd && buffer.room.count >= 4
  }

  /// Reads the next piece, or does something towards it and returns nil.
  ///
  /// - Throws: `unexpectedEnd` for want of bytes, with nothing changed but the cursor.
  private mutating func step() throws -> ExportPiece? {
    if skipper != nil {
      try skipOn()
      return nil
    }
    if table != nil { return try nextRow() }
    switch frames[frames.count - 1].kind {
    case .sequence: return try nextAtTop()
    case .array, .single: return try nextElement()
    case .object, .map: return try nextMember()
    }
  }
}
