internal import DirectoryModel
internal import LDAPClient

/// Tells active entries from disabled ones.
struct StateRule: Sendable {
  private let disabled: LDAPFilter
  private let numbers: [String: Int]
  private let required: Int?
  private let expiry: (number: Int, format: LDAPSchema.Expiry.Format)?
  private let now: Timestamp

  /// - Parameters:
  ///   - schema: The directory's kind.
  ///   - configured: A filter that takes the place of the schema's marks.
  ///   - now: What expiry is measured by.
  ///   - list: Gets the attributes.
  init(
    _ schema: LDAPSchema,
    configured: LDAPFilter?,
    now: Timestamp,
    _ list: inout AttributeList
  ) {
    disabled = configured ?? schema.disabled
    var numbers: [String: Int] = [:]
    for name in disabled.attributes { numbers[name] = list.add(name) }
    self.numbers = numbers
    required = configured == nil ? schema.stateAttribute.map { list.add($0) } : nil
    expiry =
      configured == nil ? schema.expiry.map { (list.add($0.attribute), $0.format) } : nil
    self.now = now
  }

  /// The attributes by which states are told, for counting.
  var attributeNumbers: [Int] { Array(Set(numbers.values)).sorted() }

  func state(_ entry: LDAPEntry) -> EntryState {
    if let required, entry.values(required).isEmpty { return .unknown }
    let isDisabled = disabled.matches { name in
      numbers[name].map { entry.values($0) } ?? entry.values(-1)
    }
    if isDisabled { return .disabled }
    if let expiry, let value = entry.first(expiry.number), isOver(value, expiry.format) {
      return .disabled
    }
    return .active
  }

  private func isOver(_ value: ArraySlice<UInt8>, _ format: LDAPSchema.Expiry.Format) -> Bool {
    switch format {
    case .windowsTicks:
      // 0x7FFFFFFFFFFFFFFF and 0: never (MS-ADA1, accountExpires).
      guard let ticks = Int64(String(decoding: value, as: UTF8.self)), ticks > 0, ticks < .max
      else { return false }
      return ticks / 10_000_000 - 11_644_473_600 <= now.seconds
    case .generalizedTime:
      return GeneralizedTime.timestamp(value).map { $0 <= now } ?? false
    }
  }
}
