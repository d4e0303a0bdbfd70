package import DirectoryModel

/// Writes `report.json`: the plan's head, and what became of each change.
package enum ReportJSON {
  package static func encode(_ report: RunReport) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let approval = report.approval {
        json.object("approval") { json in
          json.field("digest", approval.digest)
          json.field("reason", ifPresent: approval.reason)
          json.field("who", approval.who)
        }
      }
      json.field("command", report.command)
      json.field("conclusion", report.conclusion)
      json.field("createdAt", ifPresent: report.plan?.createdAt.description)
      writeDecisions(report, &json)
      json.field("digest", ifPresent: report.plan?.digest)
      json.field("endedAt", report.endedAt.description)
      json.field("exitCode", Int(report.exitCode))
      if let plan = report.plan {
        json.object("organization") { PlanJSON.write(plan.organization, &$0) }
      }
      json.array("outcomes") { json in
        for outcome in report.outcomes { json.object { write(outcome, report.plan, &$0) } }
      }
      if report.isPartial { json.field("partial", true) }
      if let plan = report.plan {
        json.array("sources") { json in
          for source in plan.sources { json.object { PlanJSON.write(source, &$0) } }
        }
      }
      json.field("startedAt", report.startedAt.description)
      if let stops = report.plan?.stops, !stops.isEmpty {
        json.array("stops") { json in
          for stop in stops { json.object { PlanJSON.write(stop, &$0) } }
        }
      }
      if let plan = report.plan { json.object("summary") { PlanJSON.writeSummary(plan, &$0) } }
      json.field("version", 1)
    }
    json.endLine()
    return json.bytes
  }

  /// What waits for a person and since when: held changes, and advisories that ask for a decision.
  private static func writeDecisions(_ report: RunReport, _ json: inout JSONWriter) {
    guard let plan = report.plan, plan.needsDecision else { return }
    let done = Set(report.outcomes.filter { $0.result == .done }.map(\.number))
    json.array("decisions") { json in
      for (number, change) in plan.changes.enumerated()
      where !done.contains(number) && change.hold?.needsDecision ?? false {
        json.object { json in
          json.object("change") { PlanJSON.write(change, &$0) }
          json.field("since", ifPresent: report.decisionsSince[change.key]?.description)
        }
      }
      for advisory in plan.advisories where advisory.needsDecision {
        json.object { json in
          json.object("advisory") { PlanJSON.write(advisory, &$0) }
          let since = report.decisionsSince[advisory.decisionKey]
          json.field("since", ifPresent: since?.description)
        }
      }
    }
  }

  /// The change itself, and its position in `plan.json`, counted from 0.
  private static func write(_ outcome: ChangeOutcome, _ plan: Plan?, _ json: inout JSONWriter) {
    if let plan, plan.changes.indices.contains(outcome.number) {
      json.object("change") { PlanJSON.write(plan.changes[outcome.number], &$0) }
    }
    json.field("createdId", ifPresent: outcome.createdID)
    json.field("message", ifPresent: outcome.message)
    json.field("number", outcome.number)
    json.field("result", outcome.result.rawValue)
  }
}
