internal import DirectoryModel
internal import Presentation
internal import SyncEngine
internal import SyncPlanner

extension Session {
  /// `--only WHO`: the part of a plan that concerns these; the whole plan where nobody is named.
  ///
  /// - Throws: ``UsageError`` where others have changes, and none of these: more likely misspelt than in order.
  func choose(_ who: [String], of plan: Plan) throws -> Plan {
    guard let first = who.first, !plan.changes.isEmpty else { return plan }
    let (chosen, unknown) = plan.only(who)
    if chosen.changes.isEmpty {
      throw UsageError(
        summary:
          "no planned change concerns \(who.map { "'\($0)'" }.joined(separator: " or "))",
        hint:
          "Name a member by address or id, a group by name or id, as the whole plan lists them; '\(commandOptions.explaining(first))' tells what is known. Nothing was changed."
      )
    }
    for name in unknown {
      console.note("no change concerns '\(name)'")
    }
    return chosen
  }
}

extension ProgressLine {
  func read(_ progress: BothSides.Progress) {
    switch progress {
    case .source(let name, let count): read(name, count)
    case .organization(let count): read("organization", count)
    }
  }
}
