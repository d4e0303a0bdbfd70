package import DirectoryModel

/// A plan as JSON: one line, keys sorted, exact texts.
package enum PlanJSON {
  /// - Parameters:
  ///   - plan: The plan.
  ///   - sha256: The hash of bytes, as hexadecimal digits.
  /// - Returns: The document with `sha256` over itself without that field, and a line break.
  package static func encode(_ plan: Plan, sha256: ([UInt8]) -> String) -> [UInt8] {
    let hash = sha256(document(plan, hash: nil))
    return document(plan, hash: hash) + [0x0a]
  }

  private static func document(_ plan: Plan, hash: String?) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      writeHead(plan, &json)
      json.field("sha256", ifPresent: hash)
      writeTail(plan, &json)
      json.field("version", 1)
    }
    return json.bytes
  }

  /// Keys from `advisories` to `organization`.
  static func writeHead(_ plan: Plan, _ json: inout JSONWriter) {
    json.array("advisories") { json in
      for advisory in plan.advisories { json.object { write(advisory, &$0) } }
    }
    json.array("changes") { json in
      for change in plan.changes { json.object { write(change, &$0) } }
    }
    json.field("createdAt", plan.createdAt.description)
    json.field("digest", plan.digest)
    json.array("limits") { json in
      for limit in plan.limits { json.object { write(limit, &$0) } }
    }
    json.object("organization") { json in
      json.field("id", plan.organization.id)
      json.field("kind", plan.organization.kind.rawValue)
      json.field("name", orNull: plan.organization.name)
    }
  }

  /// Keys from `sources` to `summary`.
  static func writeTail(_ plan: Plan, _ json: inout JSONWriter) {
    json.array("sources") { json in
      for source in plan.sources {
        json.object { json in
          if let groups = source.groups {
            json.field("groups", groups)
          } else {
            json.null("groups")
          }
          json.field("kind", source.description.kind.rawValue)
          json.field("name", source.description.name)
          json.field("users", source.users)
        }
      }
    }
    json.object("summary") { json in
      var counts: [String: Int] = [:]
      for change in plan.changes { counts[change.action.rawValue, default: 0] += 1 }
      for (action, count) in counts.sorted(by: { $0.key < $1.key }) { json.field(action, count) }
    }
  }

  static func write(_ advisory: Advisory, _ json: inout JSONWriter) {
    json.field("kind", advisory.kind.rawValue)
    json.field("message", advisory.message)
    json.field("subject", advisory.subject)
  }

  static func write(_ change: Change, _ json: inout JSONWriter) {
    json.field("action", change.action.rawValue)
    if let after = change.after { json.object("after") { write(after, &$0) } }
    if let before = change.before { json.object("before") { write(before, &$0) } }
    if let group = change.group {
      json.object("group") { json in
        json.field("externalId", ifPresent: group.externalID)
        json.field("id", ifPresent: group.id)
        json.field("name", group.name)
      }
    }
    json.field("held", ifPresent: change.hold.map(held))
    if let member = change.member {
      json.object("member") { json in
        json.field("email", member.email)
        json.field("externalId", ifPresent: member.externalID)
        json.field("id", ifPresent: member.id)
      }
    }
    json.field("reason", reason(change.reason))
  }

  private static func write(_ fields: ChangedFields, _ json: inout JSONWriter) {
    json.field("email", ifPresent: fields.email)
    json.field("externalId", ifPresent: fields.externalID)
    json.field("name", ifPresent: fields.name)
    json.field("status", ifPresent: fields.status?.word)
  }

  private static func write(_ limit: LimitVerdict, _ json: inout JSONWriter) {
    if let allowed = limit.allowed { json.field("allowed", allowed) } else { json.null("allowed") }
    json.field("base", limit.base)
    json.field("exceeded", limit.exceeded)
    json.field("name", limit.name.rawValue)
    json.field("over", limit.consequence.rawValue)
    json.field("subject", ifPresent: limit.subject)
    json.field("value", limit.value)
  }

  private static func held(_ hold: Hold) -> String {
    guard let limit = hold.limit else { return hold.why.rawValue }
    return "\(hold.why.rawValue): \(limit.rawValue)"
  }

  private static func reason(_ reason: ChangeReason) -> String {
    guard let detail = reason.detail else { return reason.code.rawValue }
    return "\(reason.code.rawValue): \(detail)"
  }
}
