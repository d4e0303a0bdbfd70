/// Some entries of a search, as the server sent them, copied out of libldap's memory.
///
/// Bytes of a thousand entries lie in one array: an allocation for each value would cost more than the network.
package final class LDAPBatch: Sendable {
  let bytes: [UInt8]
  let entries: [EntryRecord]
  let attributes: [AttributeRecord]
  let values: [ByteRange]
  /// URLs of continuation references: parts of the tree that other servers have and that were not read.
  package let references: [String]
  /// The search has ended, with result 0.
  package let isLast: Bool

  init(_ builder: consuming LDAPBatchBuilder, isLast: Bool) {
    bytes = builder.bytes
    entries = builder.entries
    attributes = builder.attributes
    values = builder.values
    references = builder.references
    self.isLast = isLast
  }

  package var count: Int { entries.count }

  package subscript(index: Int) -> LDAPEntry { LDAPEntry(batch: self, index: index) }

  struct ByteRange: Sendable {
    let start: UInt32
    let count: UInt32
  }

  struct EntryRecord: Sendable {
    let dn: ByteRange
    let firstAttribute: UInt32
    var attributeCount: UInt32
  }

  struct AttributeRecord: Sendable {
    /// The position in the request's attributes.
    let number: UInt16
    /// It came with an option such as `;lang-de`, which makes it second choice.
    let hasOption: Bool
    /// Where the next part of a ranged attribute begins (`member;range=0-1499`: 1500); -1: there is none.
    let nextStart: Int32
    let firstValue: UInt32
    let valueCount: UInt32
  }
}

/// A batch while it is being filled.
struct LDAPBatchBuilder: ~Copyable {
  var bytes: [UInt8] = []
  var entries: [LDAPBatch.EntryRecord] = []
  var attributes: [LDAPBatch.AttributeRecord] = []
  var values: [LDAPBatch.ByteRange] = []
  var references: [String] = []

  /// Enough to hand over: one hop between threads for so much costs nothing, and who takes it in has work meanwhile.
  var isFull: Bool { entries.count >= 1000 || bytes.count >= 1 << 20 }

  mutating func append(_ source: UnsafeRawBufferPointer) -> LDAPBatch.ByteRange {
    let start = bytes.count
    bytes.append(contentsOf: source)
    return LDAPBatch.ByteRange(start: UInt32(start), count: UInt32(source.count))
  }
}
