import DirectoryModel
import JSONReader
import Presentation

/// What `show source --format json` says, in the words of `EXPECTED.json`.
enum NeutralView {
  static func of(_ snapshot: DirectorySnapshot) throws -> JSONValue {
    let shown = try JSONValue(
      parsing: Shown.json(snapshot, memberships: flattened(snapshot))
    )
    let warnings = shown["advisories"]?.array ?? []
    return [
      "result": "ok",
      "completeness": ordered(shown["completeness"], ["users", "groups", "memberships"]),
      "users": list(
        shown["users"],
        ["externalId", "email", "displayName", "active", "deleted"]
      ),
      "groups": list(shown["groups"], ["externalId", "name", "members"]),
      "warnings": .init(
        .array(warnings.map { ["code": $0["kind"] ?? nil, "subject": $0["subject"] ?? nil] })
      ),
    ]
  }

  static func of(_ error: SourceError) throws -> JSONValue {
    let shown = try JSONValue(parsing: Shown.json(error))
    return ["result": "error", "error": ordered(shown["error"], ["code", "reason"])]
  }

  /// The same parts of `EXPECTED.json`.
  static func of(expected: JSONValue) -> JSONValue {
    guard expected["result"]?.string == "ok" else {
      return ["result": "error", "error": ordered(expected["error"], ["code", "reason"])]
    }
    return [
      "result": "ok",
      "completeness": expected["completeness"] ?? nil,
      "users": expected["users"] ?? nil,
      "groups": expected["groups"] ?? nil,
      "warnings": expected["warnings"] ?? nil,
    ]
  }

  /// An object with these keys alone, in this order.
  private static func ordered(_ value: JSONValue?, _ keys: [String]) -> JSONValue {
    .init(.object(keys.map { JSONValue.Member(key: $0, value: value?[$0] ?? nil) }))
  }

  private static func list(_ value: JSONValue?, _ keys: [String]) -> JSONValue {
    value?.array.map { .init(.array($0.map { ordered($0, keys) })) } ?? nil
  }

  /// Every group's members and those of the groups in it, found by walking.
  private static func flattened(_ snapshot: DirectorySnapshot) -> MembershipSets {
    var sets = MembershipSets()
    for group in 0..<snapshot.groups.count {
      var seen: Set<Int> = [group]
      var waiting = [group]
      var members: Set<UInt32> = []
      while let next = waiting.popLast() {
        members.formUnion(snapshot.members[next])
        for child in snapshot.subgroups[next] where seen.insert(Int(child)).inserted {
          waiting.append(Int(child))
        }
      }
      sets.assign(set: sets.add(row: members.sorted()))
    }
    return sets
  }
}
