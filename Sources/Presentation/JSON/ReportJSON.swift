package import DirectoryModel

/// `report.json`: the plan's head, and what became of each change.
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
      json.field("endedAt", report.endedAt.description)
      json.field("exitCode", Int(report.exitCode))
      writeOutcomes(report, &json)
      if let plan = report.plan {
        json.object("plan") { json in
          PlanJSON.writeHead(plan, &json)
          PlanJSON.writeTail(plan, &json)
        }
      }
      json.field("startedAt", report.startedAt.description)
      json.field("version", 1)
    }
    json.endLine()
    return json.bytes
  }

  private static func writeOutcomes(_ report: RunReport, _ json: inout JSONWriter) {
    json.array("outcomes") { json in
      for outcome in report.outcomes {
        json.object { json in
          if let plan = report.plan, plan.changes.indices.contains(outcome.number) {
            json.object("change") { PlanJSON.write(plan.changes[outcome.number], &$0) }
          }
          json.field("createdId", ifPresent: outcome.createdID)
          json.field("message", ifPresent: outcome.message)
          json.field("result", outcome.result.rawValue)
        }
      }
    }
  }
}
