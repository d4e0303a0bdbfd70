internal import DirectoryModel
internal import SafeFiles

/// `seen/<source>`: external ids that good runs have seen, sorted bytewise, one a line.
///
/// The first line says version and count. A backslash or a line break within an id is written `\\` and `\n`.
enum SeenFile {
  private static let word = "rollcall-seen "
  static let currentVersion = 1
  private static let head = "\(word)\(currentVersion) "
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")

  /// What the first line says; nil if it is none of ours.
  static func version(_ bytes: [UInt8]) -> Int? {
    guard bytes.starts(with: word.utf8) else { return nil }
    let digits = bytes.dropFirst(word.utf8.count).prefix { $0 != 0x20 }
    return Int(String(decoding: digits.prefix(20), as: UTF8.self))
  }

  /// The ids, or nil if the bytes are not such a file.
  static func parse(_ bytes: [UInt8]) throws(ArenaFull) -> SeenIDs? {
    guard bytes.starts(with: head.utf8), let lineEnd = bytes.firstIndex(of: newline),
      let count = Int(String(decoding: bytes[head.utf8.count..<lineEnd], as: UTF8.self)),
      count >= 0, count <= bytes.count
    else { return nil }
    var builder = ByteArenaBuilder()
    var ids: [Text] = []
    ids.reserveCapacity(count)
    var isSound = true
    let result: Result<Void, ArenaFull> = bytes.withUnsafeBytes { bytes in
      do throws(ArenaFull) {
        isSound = try parseLines(bytes, from: lineEnd + 1, into: &builder, &ids)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    guard isSound, ids.count == count else { return nil }
    let seen = SeenIDs(arena: builder.finish(), sorted: ids)
    return isSorted(seen) ? seen : nil
  }

  private static func parseLines(
    _ bytes: UnsafeRawBufferPointer,
    from start: Int,
    into builder: inout ByteArenaBuilder,
    _ ids: inout [Text]
  ) throws(ArenaFull) -> Bool {
    var start = start
    while start < bytes.count {
      var end = start
      var isEscaped = false
      while end < bytes.count, bytes[end] != newline {
        if bytes[end] == backslash { isEscaped = true }
        end += 1
      }
      // Every line ends with a line break: a last one without was cut off.
      guard end < bytes.count else { return false }
      let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      ids.append(try isEscaped ? append(unescaping: line, to: &builder) : builder.append(line))
      start = end + 1
    }
    return true
  }

  private static func append(
    unescaping line: UnsafeRawBufferPointer,
    to builder: inout ByteArenaBuilder
  ) throws(ArenaFull) -> Text {
    var id: [UInt8] = []
    var isEscape = false
    for byte in line {
      if isEscape {
        id.append(byte == UInt8(ascii: "n") ? newline : byte)
        isEscape = false
      } else if byte == backslash {
        isEscape = true
      } else {
        id.append(byte)
      }
    }
    return try builder.append(String(decoding: id, as: UTF8.self))
  }

  private static func isSorted(_ seen: SeenIDs) -> Bool {
    for index in seen.ids.indices.dropFirst() {
      let left = seen.arena.bytes(seen.ids[index - 1])
      if SeenIDs.compare(left, seen.arena.bytes(seen.ids[index])) >= 0 { return false }
    }
    return true
  }

  /// Writes the union of two sorted lists in one step.
  ///
  /// - Parameters:
  ///   - known: What the file has; may be empty.
  ///   - new: Sorted bytewise, distinct.
  ///   - path: The file.
  /// - Throws: ``FileError``
  static func write(_ known: SeenIDs?, and new: SeenIDs, to path: String) throws(FileError) {
    var lines = LineBuffer(file: try AtomicFile(replacing: path))
    try lines.append(text: "\(head)\(mergedCount(known, new))\n")
    try merge(known, new) { (id) throws(FileError) in try lines.append(line: id) }
    try lines.finish()
  }

  private static func mergedCount(_ known: SeenIDs?, _ new: SeenIDs) -> Int {
    var count = 0
    merge(known, new) { _ in count += 1 }
    return count
  }

  private static func merge<Failure: Error>(
    _ known: SeenIDs?,
    _ new: SeenIDs,
    _ take: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var left = 0
    var right = 0
    let knownCount = known?.ids.count ?? 0
    while left < knownCount || right < new.ids.count {
      if let known, left < knownCount {
        let first = known.arena.bytes(known.ids[left])
        guard right < new.ids.count else {
          try take(first)
          left += 1
          continue
        }
        let second = new.arena.bytes(new.ids[right])
        let order = SeenIDs.compare(first, second)
        try take(order <= 0 ? first : second)
        if order <= 0 { left += 1 }
        if order >= 0 { right += 1 }
      } else {
        try take(new.arena.bytes(new.ids[right]))
        right += 1
      }
    }
  }

  /// Collects lines so that a million of them are not a million calls of the kernel.
  private struct LineBuffer: ~Copyable {
    private let file: AtomicFile
    private var bytes: [UInt8] = []

    init(file: consuming AtomicFile) {
      self.file = file
      bytes.reserveCapacity(1 << 17)
    }

    mutating func append(text: String) throws(FileError) {
      bytes.append(contentsOf: text.utf8)
      try flush(above: 1 << 16)
    }

    mutating func append(line: UnsafeRawBufferPointer) throws(FileError) {
      if line.contains(where: { $0 == newline || $0 == backslash }) {
        for byte in line {
          if byte == newline {
            bytes += [backslash, UInt8(ascii: "n")]
          } else if byte == backslash {
            bytes += [backslash, backslash]
          } else {
            bytes.append(byte)
          }
        }
      } else {
        bytes.append(contentsOf: line)
      }
      bytes.append(newline)
      try flush(above: 1 << 16)
    }

    private mutating func flush(above limit: Int) throws(FileError) {
      guard bytes.count > limit else { return }
      let result: Result<Void, FileError> = bytes.withUnsafeBytes { bytes in
        do throws(FileError) {
          return .success(try file.write(bytes))
        } catch {
          return .failure(error)
        }
      }
      try result.get()
      bytes.removeAll(keepingCapacity: true)
    }

    consuming func finish() throws(FileError) {
      try flush(above: 0)
      try file.commit()
    }
  }
}
