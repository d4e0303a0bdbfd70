package import DirectoryModel

/// A plan as JSON (`DESIGN.md` section 7): one line, keys sorted, exact texts, as RFC 8785 writes it.
package enum PlanJSON {
  /// The document, with `sha256` over itself without that field, and a line break.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - sha256: The hash of bytes, as hexadecimal digits.
  /// - Returns: UTF-8.
  package static func encode(_ plan: Plan, sha256: ([UInt8]) -> String) -> [UInt8] {
    let hash = sha256(document(plan, hash: nil))
    return document(plan, hash: hash) + [0x0a]
  }

  private static func document(_ plan: Plan, hash: String?) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
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
      json.object("organization") { write(plan.organization, &$0) }
      json.field("sha256", ifPresent: hash)
      json.array("sources") { json in
        for source in plan.sources { json.object { write(source, &$0) } }
      }
      json.object("summary") { writeSummary(plan, &$0) }
      json.field("version", 1)
    }
    return json.bytes
  }

  static func write(_ organization: OrganizationIdentity, _ json: inout JSONWriter) {
    json.field("id", organization.id)
    json.field("kind", organization.kind.rawValue)
    json.field("name", ifPresent: organization.name)
  }

  static func write(_ source: SourceSummary, _ json: inout JSONWriter) {
    if let groups = source.groups { json.field("groups", groups) }
    json.field("kind", source.description.kind.rawValue)
    json.field("name", source.description.name)
    json.field("users", source.users)
  }

  /// How many changes of each action there are.
  static func writeSummary(_ plan: Plan, _ json: inout JSONWriter) {
    var counts: [ChangeAction: Int] = [:]
    for change in plan.changes { counts[change.action, default: 0] += 1 }
    for (action, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      json.field(action.rawValue, count)
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
    json.field("held", ifPresent: change.hold.map(heldWord))
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

  static func write(_ limit: LimitVerdict, _ json: inout JSONWriter) {
    if let allowed = limit.allowed { json.field("allowed", allowed) }
    json.field("base", limit.base)
    json.field("exceeded", limit.exceeded)
    json.field("name", limit.name.rawValue)
    json.field("over", limit.consequence.rawValue)
    json.field("subject", ifPresent: limit.subject)
    json.field("value", limit.value)
  }

  /// The word; for a limit with its name: `limit: invitations`.
  package static func heldWord(_ hold: Hold) -> String {
    guard hold.why == .limit, let limit = hold.limit else { return hold.why.rawValue }
    return "\(hold.why.rawValue): \(limit.rawValue)"
  }

  /// The code, and the detail where there is one: `disabled: hq`.
  private static func reason(_ reason: ChangeReason) -> String {
    guard let detail = reason.detail else { return reason.code.rawValue }
    return "\(reason.code.rawValue): \(detail)"
  }
}
