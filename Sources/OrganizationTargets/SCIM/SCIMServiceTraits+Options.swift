internal import JSONReader
internal import SCIMClient

extension SCIMServiceTraits {
  /// Overrides what the preset says.
  ///
  /// - Parameters:
  ///   - key: The name of one of `SCIMOption.target`.
  ///   - text: The value as configured; a list with commas, durations in seconds, objects as JSON.
  /// - Returns: False if the key or its value is not known; nothing is changed then.
  package mutating func set(_ key: String, to text: String) -> Bool {
    switch key {
    case "patch": assign(Choice(rawValue: text), \.patch)
    case "put": assign(Choice(rawValue: text), \.put)
    case "schema": choose(text, ["auto": true, "ignore": false], \.heedsSchema)
    case "lookup": assign(Lookup(rawValue: text), \.lookup)
    case "revoke": choose(text, ["deactivate": true, "none": false], \.suspends)
    case "revokeMeans": choose(text, ["revocation": true, "removal": false], \.isReversible)
    case "rename": choose(text, ["try": true, "report": false], \.changesAddresses)
    case "emails": choose(text, ["primary": false, "single": true], \.keepsOneEmail)
    case "email.patch": assign(EmailPatch(rawValue: text), \.emailPatch)
    case "attributes.omit": assign(Set(text.split(separator: ",").map(String.init)), \.omitted)
    case "attributes.extra":
      assign((try? JSONValue(parsing: Array(text.utf8)))?.object, \.extra)
    case "groups": choose(text, ["yes": true, "no": false], \.hasGroups)
    case "members.read": assign(MembersRead(rawValue: text), \.membersRead)
    case "members.value": assign(MemberValue(rawValue: text), \.memberValue)
    case "members.chunk": number(text, 1...10_000, \.membersChunk)
    case "members.removeChunk": number(text, 1...10_000, \.membersRemoveChunk)
    case "members.remove": choose(text, ["filter": false, "value": true], \.removesByValue)
    case "members.replace": choose(text, ["auto": true, "no": false], \.replacesMembers)
    default: client.set(key, to: text)
    }
  }
}
