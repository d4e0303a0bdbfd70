internal import SafeFiles

/// The content of one file as UTF-8, unpacked and transcoded, piece by piece.
struct DecodedFile: ~Copyable {
  let name: String
  private let path: String
  private let file: InputFile
  private let limit: Int64
  private var packed: PackedBytes
  private var utf16: UTF16Decoder?
  private var hasBegun = false
  private var isFileAtEnd = false
  private var rawCount: Int64 = 0
  private var decodedCount: Int64 = 0
  private(set) var isAtEnd = false

  static func open(_ file: ExportFile, limits: ExportLimits) throws(ExportFileError) -> DecodedFile
  {
    let input: InputFile
    do {
      input = try InputFile(file.path)
    } catch {
      throw ExportFileError(
        error.reason == .notAFile ? .notAFile : .unreadable(error),
        in: file.name
      )
    }
    guard let bytes = ByteBuffer.make(capacity: 1 << 18),
      let unpacked = ByteBuffer.make(capacity: 1 << 18)
    else { throw ExportFileError(.noMemory, in: file.name) }
    let packed = PackedBytes(bytes: bytes, unpacked: unpacked)
    return DecodedFile(file, input, packed, limit: limits.decodedBytes)
  }

  private init(
    _ exportFile: ExportFile,
    _ file: consuming InputFile,
    _ packed: consuming PackedBytes,
    limit: Int64
  ) {
    name = exportFile.name
    path = exportFile.path
    self.file = file
    self.packed = packed
    self.limit = limit
  }

  /// Appends the next bytes to `buffer`, which has room; none are left once ``isAtEnd``.
  mutating func fill(_ buffer: inout ByteBuffer) throws(ExportFileError) {
    let before = buffer.count
    do {
      if !hasBegun { try begin(&buffer) }
      while !isAtEnd, buffer.count == before { try fillOnce(&buffer) }
    } catch let error as ExportFileError {
      throw error
    } catch is GzipInflater.Damage {
      throw ExportFileError(.damagedGzip, in: name, at: decodedCount)
    } catch let error as FileError {
      throw ExportFileError(.unreadable(error), in: name)
    } catch {
      throw ExportFileError(.noMemory, in: name)
    }
    decodedCount += Int64(buffer.count - before)
    if decodedCount > limit { throw ExportFileError(.tooLarge(limit: limit), in: name) }
  }

  /// Looks at the first bytes: gzip by its magic, then the byte order mark.
  private mutating func begin(_ buffer: inout ByteBuffer) throws {
    hasBegun = true
    while packed.bytes.count < 4, !isFileAtEnd { try readRaw() }
    if packed.bytes.count >= 2, packed.bytes.bytes[0] == 0x1f, packed.bytes.bytes[1] == 0x8b {
      guard let inflater = GzipInflater.make() else { throw ByteBuffer.NoMemory() }
      packed.inflater = consume inflater
    }
    while packed.unpacked.count < 4, !isFileAtEnd || packed.bytes.count > 0 { try unpack() }
    try checkEndOfPacked()
    let start = packed.unpacked.bytes.prefix(3).map(\.self)
    if start.starts(with: [0xff, 0xfe]) {
      utf16 = UTF16Decoder(isBigEndian: false)
    } else if start.starts(with: [0xfe, 0xff]) {
      utf16 = UTF16Decoder(isBigEndian: true)
    }
    if utf16 != nil {
      packed.unpacked.removeFirst(2)
    } else if start == [0xef, 0xbb, 0xbf] {
      packed.unpacked.removeFirst(3)
    }
    try transcode(&buffer)
  }

  private mutating func fillOnce(_ buffer: inout ByteBuffer) throws {
    if packed.inflater == nil, utf16 == nil, packed.bytes.count == 0, packed.unpacked.count == 0,
      !isFileAtEnd
    {
      // The ordinary case: straight from the file.
      try note(read: Self.read(from: file, into: &buffer))
    } else {
      try unpack()
      try transcode(&buffer)
    }
    guard isFileAtEnd, packed.bytes.count == 0, packed.unpacked.count == 0 else { return }
    try checkEndOfPacked()
    if var decoder = utf16 {
      guard decoder.isComplete else {
        throw ExportFileError(.truncated, in: name, at: decodedCount)
      }
      try decoder.finish(into: &buffer)
    }
    try checkUnchanged()
    isAtEnd = true
  }

  /// Moves what the file has into `unpacked`, as far as there is room.
  private mutating func unpack() throws {
    if packed.bytes.count == 0, !isFileAtEnd { try readRaw() }
    if packed.bytes.count == 0 { return }
    guard packed.inflater != nil else {
      let bytes = packed.bytes.bytes
      try packed.unpacked.append(bytes)
      packed.bytes.truncate(to: 0)
      return
    }
    if packed.unpacked.room.isEmpty { return }
    let (taken, given) = try packed.inflate()
    packed.bytes.removeFirst(taken)
    packed.unpacked.advance(by: given)
    if taken == 0, given == 0, isFileAtEnd { throw ExportFileError(.truncatedGzip, in: name) }
  }

  /// Moves `unpacked` into `buffer`, transcoded, as far as there is room.
  private mutating func transcode(_ buffer: inout ByteBuffer) throws {
    guard utf16 != nil else {
      let count = min(packed.unpacked.count, max(buffer.room.count, 1))
      try buffer.append(UnsafeRawBufferPointer(rebasing: packed.unpacked.bytes[..<count]))
      packed.unpacked.removeFirst(count)
      return
    }
    // A unit of two bytes becomes three at most; the buffer grows where that does not fit.
    let count = min(packed.unpacked.count, max(buffer.room.count / 2, 2))
    let units = UnsafeRawBufferPointer(rebasing: packed.unpacked.bytes[..<count])
    try utf16?.decode(units, into: &buffer)
    packed.unpacked.removeFirst(count)
  }

  private mutating func readRaw() throws {
    try note(read: Self.read(from: file, into: &packed.bytes))
  }

  /// - Returns: How many bytes there were; 0 at the end of the file.
  private static func read(
    from file: borrowing InputFile,
    into buffer: inout ByteBuffer
  ) throws -> Int {
    if buffer.room.isEmpty { try buffer.grow(to: buffer.count + 1) }
    let count = try file.read(into: buffer.room)
    buffer.advance(by: count)
    return count
  }

  private mutating func note(read count: Int) throws(ExportFileError) {
    rawCount += Int64(count)
    if count == 0 { isFileAtEnd = true }
    // A file that grows as fast as it is read would never end.
    if rawCount > limit { throw ExportFileError(.tooLarge(limit: limit), in: name) }
  }

  private func checkEndOfPacked() throws(ExportFileError) {
    guard isFileAtEnd, packed.bytes.count == 0, packed.unpacked.count == 0 else { return }
    if !packed.isComplete { throw ExportFileError(.truncatedGzip, in: name, at: decodedCount) }
  }

  /// What is still being written is not whole, however well it happens to end.
  private func checkUnchanged() throws(ExportFileError) {
    let before = file.status
    var isChanged = rawCount != before.size
    if let now = try? FileStatus(of: path), now.inode == before.inode, now.device == before.device {
      isChanged = isChanged || now.size != before.size || now.modified != before.modified
    }
    if isChanged { throw ExportFileError(.changed, in: name) }
  }
}
