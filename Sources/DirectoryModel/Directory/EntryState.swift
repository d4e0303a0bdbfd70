/// What a directory says about a person's access.
package enum EntryState: UInt8, Sendable, CaseIterable {
  case active
  /// Blocked or suspended; still there.
  case disabled
  /// The directory itself says that the account is gone (a tombstone, Okta's DEPROVISIONED).
  case deleted
  /// The directory has a word for it that we do not know, or could not be asked: nothing is given, nothing taken.
  case unknown
}

/// What the reader of a source already decided about an entry.
package struct EntryMarks: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The source's own filter (`sources[].users.filter`) leaves the entry out.
  package static let leftOutByFilter = EntryMarks(rawValue: 1)
  /// Of a kind that is read only when `sources[].extras` asks for it: guests, outsiders, system objects.
  package static let leftOutAsExtra = EntryMarks(rawValue: 2)
  /// Not found by the search, but by looking its id up afterwards.
  package static let located = EntryMarks(rawValue: 4)
}
