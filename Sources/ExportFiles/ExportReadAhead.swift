internal import Dispatch
package import JSONReader

/// The files of an export one after another, read on a thread of its own while what was read is taken in.
///
/// Gives the pieces that an ``ExportStream`` of each file gives, and an error where that stream has it. Memory
/// holds some batches of pieces besides the buffer of one stream.
package struct ExportReadAhead: ~Copyable {
  private let full = Handover()
  private let empty = Handover()
  private var batch: PieceBatch
  private var position = -1

  private static let batchCount = 4

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - files: What to read, in this order.
  ///   - paths: What is wanted of each record.
  ///   - limits: How much there may be in each file.
  /// - Throws: ``ExportFileError`` if there is no memory.
  package init(
    _ files: [ExportFile],
    paths: JSONPathTable,
    limits: ExportLimits = ExportLimits()
  ) throws(ExportFileError) {
    let noMemory = ExportFileError(.noMemory, in: files.first?.name ?? "")
    for _ in 1..<Self.batchCount {
      guard let batch = PieceBatch.make() else { throw noMemory }
      empty.give(batch)
    }
    guard let batch = PieceBatch.make() else { throw noMemory }
    self.batch = batch
    DispatchQueue(label: "export").async { [full, empty] in
      Self.read(files, paths, limits, full: full, empty: empty)
    }
  }

  deinit {
    empty.end()
  }

  /// The next piece; behind the `end` of a file comes the next file.
  ///
  /// - Throws: ``ExportFileError``; nothing can be read afterwards.
  package mutating func next() throws(ExportFileError) -> ExportPiece {
    while position + 1 == batch.pieces.count {
      if let failure = batch.failure { throw failure }
      if batch.isLast { return .end }
      // Never so: only a batch says that there are no more, and an end that nobody has read is none.
      guard var next = full.take() else { throw ExportFileError(.truncated, in: "") }
      swap(&batch, &next)
      next.removeAll()
      empty.give(next)
      position = -1
    }
    position += 1
    return batch.pieces[position]
  }

  /// Hands over the values of the last `record`, `scalar` or `endObject` without a copy, in exchange for those of a
  /// record that is done with; they are valid until the next piece.
  package mutating func exchange(_ other: inout ExportRecord) {
    swap(&batch.records[position], &other)
    other.buffer = UnsafeRawBufferPointer(start: nil, count: 0)
    other.scratch = batch.bytes
  }

  /// Reads all files, on the thread that does nothing else.
  private static func read(
    _ files: [ExportFile],
    _ paths: JSONPathTable,
    _ limits: ExportLimits,
    full: Handover,
    empty: Handover
  ) {
    guard var batch = empty.take() else { return }
    for file in files {
      do throws(ExportFileError) {
        var stream = try ExportStream.open(file, paths: paths, limits: limits)
        var piece: ExportPiece
        repeat {
          if batch.isFull {
            full.give(batch)
            guard let next = empty.take() else { return }
            batch = next
          }
          piece = try stream.next()
          do throws(ByteBuffer.NoMemory) {
            try batch.add(piece, of: &stream)
          } catch {
            throw ExportFileError(.noMemory, in: file.name)
          }
        } while piece != .end
      } catch {
        batch.failure = error
        return full.give(batch)
      }
    }
    batch.isLast = true
    full.give(batch)
  }
}
