import DirectoryModel
import JSONReader

/// A snapshot in the words of `contracts/idp-exports.md` 1.1, as `EXPECTED.json` has them.
enum NeutralView {
  static func of(_ snapshot: DirectorySnapshot) -> JSONValue {
    let reading = snapshot.readings[0]
    return [
      "result": "ok",
      "completeness": [
        "users": .init(.string(reading.userCompleteness.rawValue)),
        "groups": word(reading.groupCompleteness),
        "memberships": word(reading.membershipCompleteness),
      ],
      "users": users(snapshot),
      "groups": groups(snapshot),
      "warnings": warnings(snapshot),
    ]
  }

  static func of(_ error: SourceError) -> JSONValue {
    [
      "result": "error",
      "error": [
        "code": .init(.string(error.code)), "reason": .init(.string(error.reason)),
      ],
    ]
  }

  /// The same parts of `EXPECTED.json`.
  static func of(expected: JSONValue) -> JSONValue {
    guard expected["result"]?.string == "ok" else {
      let error = expected["error"]
      return [
        "result": "error",
        "error": ["code": error?["code"] ?? nil, "reason": error?["reason"] ?? nil],
      ]
    }
    return [
      "result": "ok",
      "completeness": expected["completeness"] ?? nil,
      "users": expected["users"] ?? nil,
      "groups": expected["groups"] ?? nil,
      "warnings": expected["warnings"] ?? nil,
    ]
  }

  private static func word(_ level: Completeness?) -> JSONValue {
    level.map { .init(.string($0.rawValue)) } ?? nil
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .init(.string($0)) } ?? nil }

  private static func users(_ snapshot: DirectorySnapshot) -> JSONValue {
    let rows = (0..<snapshot.users.count).map(snapshot.user)
    let sorted = rows.sorted { bytewise($0.id ?? "", $1.id ?? "") }
    return .init(
      .array(
        sorted.map { user in
          [
            "externalId": text(user.id), "email": text(user.email),
            "displayName": text(user.displayName),
            "active": .init(.bool(user.state == .active)),
            "deleted": .init(.bool(user.state == .deleted)),
          ]
        }
      )
    )
  }

  private static func groups(_ snapshot: DirectorySnapshot) -> JSONValue {
    guard snapshot.readings[0].groups != nil else { return nil }
    let rows = (0..<snapshot.groups.count).map(snapshot.group)
    let sorted = rows.sorted { bytewise($0.id ?? "", $1.id ?? "") }
    return .init(
      .array(
        sorted.map { group in
          let members = flattened(group.index, snapshot).filter {
            snapshot.users.states[$0] != .deleted
          }
          let ids = members.compactMap { snapshot.user($0).id }.sorted(by: bytewise)
          return [
            "externalId": text(group.id), "name": text(group.name),
            "members": .init(.array(ids.map { text($0) })),
          ]
        }
      )
    )
  }

  private static func warnings(_ snapshot: DirectorySnapshot) -> JSONValue {
    let sorted = snapshot.advisories.sorted {
      $0.kind == $1.kind
        ? bytewise($0.subject, $1.subject) : bytewise($0.kind.rawValue, $1.kind.rawValue)
    }
    return .init(
      .array(sorted.map { ["code": text($0.kind.rawValue), "subject": text($0.subject)] })
    )
  }

  private static func flattened(_ group: Int, _ snapshot: DirectorySnapshot) -> Set<Int> {
    var seen: Set<Int> = [group]
    var waiting = [group]
    var members: Set<Int> = []
    while let next = waiting.popLast() {
      members.formUnion(snapshot.members[next].map { Int($0) })
      for child in snapshot.subgroups[next] where seen.insert(Int(child)).inserted {
        waiting.append(Int(child))
      }
    }
    return members
  }

  private static func bytewise(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
