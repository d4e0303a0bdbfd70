internal import Crypto
package import DirectoryModel

/// SHA-256 over RFC 8785 JSON of what a person says yes to: the organization, the changes in order
/// of doing, the names of exceeded stops.
///
/// No reasons, no times.
package enum PlanDigest {
  /// - Returns: 64 hexadecimal digits.
  package static func digest(
    organization: OrganizationIdentity,
    changes: [Change],
    stops: [LimitName]
  ) -> String {
    var hash = SHA256()
    var json = CanonicalJSON()
    json.beginObject()
    json.key("changes")
    json.beginArray()
    // By index: a copy of each change would count its references up and down again.
    for number in changes.indices {
      write(changes[number], &json)
      if json.bytes.count > 1 << 16 {
        hash.update(data: json.bytes)
        json.removeAll()
      }
    }
    json.endArray()
    json.key("organization")
    json.beginObject()
    json.member("id", organization.id)
    json.member("kind", organization.kind.rawValue)
    json.endObject()
    json.key("stops")
    json.beginArray()
    for stop in Set(stops.map(\.rawValue)).sorted() { json.string(stop) }
    json.endArray()
    json.endObject()
    hash.update(data: json.bytes)
    return hexadecimal(hash.finalize())
  }

  private static func write(_ change: Change, _ json: inout CanonicalJSON) {
    json.beginObject()
    json.member("action", change.action.rawValue)
    if let after = change.after { write(after, "after", &json) }
    if let before = change.before { write(before, "before", &json) }
    if let group = change.group {
      json.key("group")
      json.beginObject()
      json.member("externalId", group.externalID)
      json.member("id", group.id)
      json.member("name", group.name)
      json.endObject()
    }
    if let member = change.member {
      json.key("member")
      json.beginObject()
      json.member("email", member.email)
      json.member("externalId", member.externalID)
      json.member("id", member.id)
      json.endObject()
    }
    json.endObject()
  }

  private static func write(
    _ fields: ChangedFields,
    _ name: StaticString,
    _ json: inout CanonicalJSON
  ) {
    json.key(name)
    json.beginObject()
    json.member("email", fields.email)
    json.member("externalId", fields.externalID)
    json.member("name", fields.name)
    json.member("status", fields.status?.word)
    json.endObject()
  }

  /// SHA-256 of any bytes, as 64 hexadecimal digits.
  package static func sha256(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  private static func hexadecimal(_ digest: SHA256Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
