internal import DirectoryModel
internal import Presentation
internal import SyncPlanner

extension SavedPlan {
  /// The part of the plan made now that the saved one shows.
  ///
  /// - Parameters:
  ///   - plan: The whole plan made now.
  ///   - path: The saved plan's file, for messages.
  ///   - now: The time.
  /// - Returns: A plan with exactly the saved changes.
  /// - Throws: ``SavedPlanError`` naming what differs.
  func selection(from plan: Plan, path: String, now: Timestamp) throws(SavedPlanError) -> Plan {
    let age = now - createdAt
    if age > Self.maximumAge { throw .tooOld(path, hours: age / 3600) }
    if age < -300 { throw .fromTheFuture(path) }
    guard organizationKind == plan.organization.kind.rawValue,
      organizationID == plan.organization.id
    else {
      throw .otherOrganization(path, file: organizationID, present: plan.organization.id)
    }
    // Two members with one external id have changes with one key: in the order of doing, as they were saved.
    var present: [String: [Int]] = [:]
    for (number, change) in plan.changes.enumerated().reversed() {
      present[change.key, default: []].append(number)
    }
    var chosen = Set<Int>()
    var differences: [String] = []
    for saved in changes {
      guard let number = present[saved.key]?.popLast() else {
        differences.append("\(saved.action) \(saved.subject) is not in it any more")
        continue
      }
      chosen.insert(number)
      let change = plan.changes[number]
      if let word = change.hold.map(PlanJSON.heldWord), word != saved.held {
        differences.append("\(saved.action) \(saved.subject) is held now (\(word))")
      }
    }
    for number in chosen.sorted() {
      let missing = plan.changes[number].requires.filter { !chosen.contains($0) }
      for required in missing {
        let change = plan.changes[required]
        differences.append(
          "\(change.action.rawValue) \(change.member?.email ?? change.group?.name ?? "") would have to be done first"
        )
      }
    }
    guard differences.isEmpty else { throw .differs(differences) }
    let selection = plan.keeping { chosen.contains($0) }
    let same = PlanDigest.digest(
      organization: plan.organization,
      changes: selection.changes,
      stops: stops
    )
    guard same == digest else { throw .differs(["a change has other values now"]) }
    return selection
  }
}
