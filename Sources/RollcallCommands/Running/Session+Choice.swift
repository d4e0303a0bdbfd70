internal import DirectoryModel
internal import Presentation
internal import SyncEngine
internal import SyncPlanner

extension Session {
  /// `--only WHO`: the part of a plan that concerns these; the whole plan where nobody is named.
  ///
  /// - Throws: ``UsageError`` where neither side knows any of them: misspelt rather than in order.
  func choose(_ who: [String], of prepared: PreparedRun) throws -> Plan {
    guard let first = who.first, case .bothSides(let input, _) = prepared.basis else {
      return prepared.plan
    }
    let part = prepared.plan.only(who, in: input)
    if part.unknown.count == who.count {
      throw UsageError(
        summary:
          "no planned change concerns \(who.map { "'\($0)'" }.joined(separator: " or "))",
        hint:
          "Name a member by address or id, a group by name or id, as the whole plan lists them; '\(commandOptions.explaining(first))' tells what is known. Nothing was changed."
      )
    }
    for name in part.unchanged {
      if part.unknown.contains(name) {
        console.note("nobody and nothing on either side is called '\(name)'")
      } else if !part.plan.changes.isEmpty {
        console.note("no change concerns '\(name)'")
      }
    }
    return part.plan
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
