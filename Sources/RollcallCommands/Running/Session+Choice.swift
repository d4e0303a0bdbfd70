internal import DirectoryModel
internal import Presentation
internal import SyncEngine
internal import SyncPlanner

extension Session {
  /// `--only WHO`: the part of a plan that concerns these; the whole plan where nobody is named.
  func choose(_ who: [String], of plan: Plan) -> Plan {
    guard !who.isEmpty else { return plan }
    let (chosen, unknown) = plan.only(who)
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
