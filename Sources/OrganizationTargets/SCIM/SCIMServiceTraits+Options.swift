extension SCIMServiceTraits {
  /// Overrides what the preset says.
  ///
  /// - Parameters:
  ///   - key: The name of one of `SCIMTargetOption.all`.
  ///   - text: The value as configured; a list with commas.
  /// - Returns: False if the key or its value is not known; nothing is changed then.
  package mutating func set(_ key: String, to text: String) -> Bool {
    switch key {
    case "contentType": choose(text, ["scim": false, "json": true], \.sendsPlainJSON)
    case "rate": setRate(text)
    case "patch": assign(Choice(rawValue: text), \.patch)
    case "put": assign(Choice(rawValue: text), \.put)
    case "etag": assign(Choice(rawValue: text), \.tags)
    case "schema": choose(text, ["auto": true, "ignore": false], \.heedsSchema)
    case "paging": assign(Paging(rawValue: text), \.paging)
    case "pageSize": number(text, 1...10_000, \.pageSize)
    case "lookup": assign(Lookup(rawValue: text), \.lookup)
    case "revoke": choose(text, ["deactivate": true, "none": false], \.suspends)
    case "revokeMeans": choose(text, ["revocation": true, "removal": false], \.suspends)
    case "rename": choose(text, ["try": true, "report": false], \.changesAddresses)
    case "emails": choose(text, ["primary": false, "single": true], \.keepsOneEmail)
    case "email.patch": assign(EmailPatch(rawValue: text), \.emailPatch)
    case "attributes.omit": assign(Set(text.split(separator: ",").map(String.init)), \.omitted)
    case "groups": choose(text, ["yes": true, "no": false], \.hasGroups)
    case "members.read": assign(MembersRead(rawValue: text), \.membersRead)
    case "members.value": assign(MemberValue(rawValue: text), \.memberValue)
    case "members.chunk": number(text, 1...10_000, \.membersChunk)
    case "members.removeChunk": number(text, 1...10_000, \.membersRemoveChunk)
    case "members.remove": choose(text, ["filter": false, "value": true], \.removesByValue)
    case "members.replace": choose(text, ["auto": true, "no": false], \.replacesMembers)
    case "listing.attempts": number(text, 1...20, \.listingAttempts)
    case "listing.max": number(text, 1...100_000_000, \.listingLimit)
    default: false
    }
  }

  private mutating func assign<Value>(
    _ value: Value?,
    _ path: WritableKeyPath<Self, Value>
  ) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func choose(
    _ text: String,
    _ words: [String: Bool],
    _ path: WritableKeyPath<Self, Bool>
  ) -> Bool {
    assign(words[text], path)
  }

  private mutating func number(
    _ text: String,
    _ range: ClosedRange<Int>,
    _ path: WritableKeyPath<Self, Int>
  ) -> Bool {
    assign(Int(text).flatMap { range.contains($0) ? $0 : nil }, path)
  }

  private mutating func setRate(_ text: String) -> Bool {
    guard let rate = Double(text), rate >= 0.01, rate <= 1000 else { return false }
    self.rate = rate
    return true
  }
}
