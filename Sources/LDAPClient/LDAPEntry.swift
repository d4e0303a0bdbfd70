/// One entry of a ``LDAPBatch``, for reading; attributes go by their position in the request.
package struct LDAPEntry: Sendable {
  package let batch: LDAPBatch
  package let index: Int

  package typealias Bytes = ArraySlice<UInt8>

  /// The distinguished name as the server wrote it.
  package var dn: Bytes { slice(batch.entries[index].dn) }

  /// The same as text, with replacement characters where it is not UTF-8.
  package var dnText: String { String(decoding: dn, as: UTF8.self) }

  /// The first value of an attribute.
  package func first(_ attribute: Int) -> Bytes? {
    guard let record = record(attribute), record.valueCount > 0 else { return nil }
    return slice(batch.values[Int(record.firstValue)])
  }

  /// The first value, if it is UTF-8.
  package func text(_ attribute: Int) -> String? {
    first(attribute).flatMap { String(validating: $0, as: UTF8.self) }
  }

  /// All values, in the server's order.
  package func values(_ attribute: Int) -> LDAPValues {
    guard let record = record(attribute) else { return LDAPValues(batch: batch, range: 0..<0) }
    let start = Int(record.firstValue)
    return LDAPValues(batch: batch, range: start..<start + Int(record.valueCount))
  }

  /// Where to go on with an attribute of which the server sent only a part (Active Directory's ranges).
  package func nextStart(_ attribute: Int) -> Int? {
    for record in records where record.number == attribute && record.nextStart >= 0 {
      return Int(record.nextStart)
    }
    return nil
  }

  /// The attributes of which the server sent only a part, each with where to go on.
  package var parts: [(attribute: Int, nextStart: Int)] {
    var parts: [(attribute: Int, nextStart: Int)] = []
    for record in records where record.nextStart >= 0 {
      parts.append((Int(record.number), Int(record.nextStart)))
    }
    return parts
  }

  private var records: ArraySlice<LDAPBatch.AttributeRecord> {
    let entry = batch.entries[index]
    let start = Int(entry.firstAttribute)
    return batch.attributes[start..<start + Int(entry.attributeCount)]
  }

  /// The part with values and without options, before one without options, before any.
  ///
  /// Beside `member;range=0-1499` comes an empty `member`.
  private func record(_ attribute: Int) -> LDAPBatch.AttributeRecord? {
    var second: LDAPBatch.AttributeRecord?
    for record in records where record.number == attribute {
      if !record.hasOption, record.valueCount > 0 { return record }
      if second == nil || second?.valueCount == 0 { second = record }
    }
    return second
  }

  private func slice(_ range: LDAPBatch.ByteRange) -> Bytes {
    let start = Int(range.start)
    return batch.bytes[start..<start + Int(range.count)]
  }
}

/// The values of one attribute.
package struct LDAPValues: RandomAccessCollection, Sendable {
  let batch: LDAPBatch
  let range: Range<Int>

  package var startIndex: Int { range.lowerBound }
  package var endIndex: Int { range.upperBound }

  package subscript(position: Int) -> ArraySlice<UInt8> {
    let value = batch.values[position]
    let start = Int(value.start)
    return batch.bytes[start..<start + Int(value.count)]
  }
}
