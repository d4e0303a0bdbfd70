#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A place in a ``ByteArena``: where a text begins and how many bytes of UTF-8 it has.
package struct Text: Equatable, Sendable {
  package let offset: UInt32
  package let count: UInt32

  package init(offset: UInt32, count: UInt32) {
    self.offset = offset
    self.count = count
  }

  /// No text at all (JSON's `null`), which is not the empty text.
  package static let none = Text(offset: .max, count: 0)

  package var isNone: Bool { offset == .max }

  /// No text, or the empty one.
  package var isBlank: Bool { count == 0 }
}

/// The bytes of all texts of one side, read-only: one allocation instead of a million strings.
package final class ByteArena: @unchecked Sendable {
  // Never written after `init`, which is what makes sharing it safe.
  package let base: UnsafeRawPointer
  package let count: Int

  fileprivate init(taking base: UnsafeMutableRawPointer, count: Int) {
    self.base = UnsafeRawPointer(base)
    self.count = count
  }

  deinit {
    free(UnsafeMutableRawPointer(mutating: base))
  }

  /// The bytes of a text; valid as long as the arena lives.
  package func bytes(_ text: Text) -> UnsafeRawBufferPointer {
    if text.count == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    precondition(Int(text.offset) + Int(text.count) <= count, "a text of another arena")
    return UnsafeRawBufferPointer(start: base + Int(text.offset), count: Int(text.count))
  }

  /// The text as a `String`, or nil for ``Text/none``.
  package func string(_ text: Text) -> String? {
    text.isNone ? nil : String(decoding: bytes(text), as: UTF8.self)
  }
}

/// An arena while it is being filled.
package struct ByteArenaBuilder: ~Copyable {
  private var storage: UnsafeMutableRawPointer?
  private var capacity = 0
  package private(set) var count = 0

  package init() {}

  deinit {
    free(storage)
  }

  /// Copies `bytes` in.
  ///
  /// - Throws: ``ArenaFull`` once all texts together would pass 4 GiB.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ArenaFull) -> Text {
    let offset = count
    guard let source = bytes.baseAddress, bytes.count > 0 else {
      return Text(offset: UInt32(truncatingIfNeeded: min(offset, Int(UInt32.max) - 1)), count: 0)
    }
    let end = offset + bytes.count
    guard end < Int(UInt32.max) else { throw ArenaFull() }
    if end > capacity { try grow(to: end) }
    guard let storage else { throw ArenaFull() }
    memcpy(storage + offset, source, bytes.count)
    count = end
    return Text(offset: UInt32(offset), count: UInt32(bytes.count))
  }

  package mutating func append(_ string: String) throws(ArenaFull) -> Text {
    var string = string
    let result: Result<Text, ArenaFull> = string.withUTF8 { buffer in
      do throws(ArenaFull) {
        return .success(try append(UnsafeRawBufferPointer(buffer)))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  package mutating func append(_ string: String?) throws(ArenaFull) -> Text {
    guard let string else { return .none }
    return try append(string)
  }

  /// Where the texts begin, for a ``TextIndex``; nil while there are none.
  ///
  /// Valid until the next `append`.
  package var base: UnsafeRawPointer? { UnsafeRawPointer(storage) }

  /// The bytes of a text that was appended before; valid until the next `append`.
  package func bytes(_ text: Text) -> UnsafeRawBufferPointer {
    guard text.count > 0, let storage else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    precondition(Int(text.offset) + Int(text.count) <= count, "a text of another arena")
    return UnsafeRawBufferPointer(start: storage + Int(text.offset), count: Int(text.count))
  }

  /// Ends the filling.
  package mutating func finish() -> ByteArena {
    let taken = storage ?? UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
    let arena = ByteArena(taking: taken, count: count)
    storage = nil
    capacity = 0
    count = 0
    return arena
  }

  private mutating func grow(to needed: Int) throws(ArenaFull) {
    let wanted = max(needed, max(1 << 16, capacity * 2))
    guard let larger = realloc(storage, wanted) else { throw ArenaFull() }
    storage = larger
    capacity = wanted
  }
}

/// More than 4 GiB of ids, addresses and names on one side, or no memory left for them.
package struct ArenaFull: DiagnosableError, Equatable {
  package init() {}
  package var category: FailureCategory { .source }
  package var summary: String { "the ids, addresses and names of one side pass 4 GiB" }
  package var hint: String? {
    "Narrow what is read with 'sources[].users.filter', or split the source."
  }
}
