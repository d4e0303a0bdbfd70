import DirectoryModel
import SyncPlanner

/// Times resolver and planner on made worlds: `planner-benchmark [USERS [PERCENT]]`, and flattening with `planner-benchmark groups`.
@main
enum PlannerBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "groups" {
      try FlatteningShapes.run()
      return
    }
    let users = arguments.first.flatMap { Int($0) } ?? 100_000
    let percent = arguments.dropFirst().first.flatMap { Int($0) } ?? 0
    let world = MadeWorld(users: users, percent: percent)
    let (directory, building) = try timed { try world.directory() }
    let (organization, building2) = try timed { try world.organization() }
    print("building \(building + building2) ms")
    for _ in 1...3 {
      let (plan, time) = try timed { () throws -> Plan in
        let roster = try Resolver.resolve(directory, policy: SyncPolicy())
        return try Planner.plan(
          PlannerInput(
            roster: roster,
            organization: organization,
            policy: SyncPolicy(),
            memory: SyncMemory(),
            now: Timestamp(seconds: 0)
          )
        ).plan
      }
      print("\(users) users, \(percent) % to change: \(plan.changes.count) changes in \(time) ms")
    }
  }

  static func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Int64) {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    let parts = (clock.now - start).components
    return (result, parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
  }
}

/// As many members as users, five memberships a user, a share of which differ.
struct MadeWorld {
  let users: Int
  let percent: Int

  private var groupCount: Int { max(1, users / 100) }

  private func isDifferent(_ number: Int) -> Bool { number % 100 < percent }

  func directory() throws -> DirectorySnapshot {
    var builder = DirectorySnapshotBuilder()
    for number in 0..<users {
      var user = DirectorySnapshotBuilder.User()
      user.id = try builder.texts.append("00u\(number)aBcDeFgHiJkLm")
      user.email = try builder.texts.append("person.\(number)@example.com")
      user.name = try builder.texts.append("Person \(number)")
      if isDifferent(number) { user.state = .disabled }
      builder.add(user)
    }
    for number in 0..<groupCount {
      builder.addGroup(
        id: try builder.texts.append("00g\(number)"),
        name: try builder.texts.append("Group \(number)")
      )
    }
    for number in 0..<users {
      for slot in 0..<5 {
        builder.addMember(user: number, toGroup: (number / 7 + slot * 13) % groupCount)
      }
    }
    return builder.build(
      description: SourceDescription(name: "made", kind: .export, provider: nil, place: ""),
      users: .proven,
      groups: .proven,
      memberships: .proven
    )
  }

  func organization() throws -> OrganizationSnapshot {
    var builder = OrganizationSnapshotBuilder()
    for number in 0..<users {
      var member = OrganizationSnapshotBuilder.Member(
        id: try builder.texts.append("m\(number)"),
        status: .confirmed,
        role: .user
      )
      member.externalID = try builder.texts.append("00u\(number)aBcDeFgHiJkLm")
      member.email = try builder.texts.append("person.\(number)@example.com")
      builder.add(member)
    }
    for number in 0..<groupCount {
      builder.addGroup(
        id: try builder.texts.append("g\(number)"),
        externalID: try builder.texts.append("00g\(number)"),
        name: try builder.texts.append("Group \(number)")
      )
    }
    for number in 0..<users {
      for slot in 0..<5 {
        let shift = isDifferent(number + 50) ? 1 : 0
        builder.addMembership(
          member: number,
          group: (number / 7 + slot * 13 + shift) % groupCount
        )
      }
    }
    return builder.build(
      identity: OrganizationIdentity(kind: .file, id: "/made", name: nil, place: "/made"),
      capabilities: TargetCapabilities()
    )
  }
}

/// The shapes of nested groups that are hard for one way of flattening or another.
enum FlatteningShapes {
  static func run() throws {
    for perGroup in [0, 1, 10] {
      try flatten("chain of 10,000 with \(perGroup) users each", users: max(1, perGroup * 10_000)) {
        for group in 0..<10_000 {
          if group < 9999 { $0.addSubgroup(group + 1, toGroup: group) }
          for user in 0..<perGroup { $0.addMember(user: group * perGroup + user, toGroup: group) }
        }
      }
    }
    try flatten("11,000 flat groups of 50", groups: 11_000, users: 11_000) {
      for group in 0..<11_000 {
        for user in 0..<50 { $0.addMember(user: (group * 7 + user) % 11_000, toGroup: group) }
      }
    }
    try flatten("100 layers of 100 groups", users: 10_000) {
      for layer in 0..<100 {
        for group in 0..<100 {
          $0.addMember(user: layer * 100 + group, toGroup: layer * 100 + group)
          guard layer < 99 else { continue }
          for child in 0..<100 {
            $0.addSubgroup((layer + 1) * 100 + child, toGroup: layer * 100 + group)
          }
        }
      }
    }
    try flatten("a clique of 3,000", groups: 3000, users: 3000) {
      for group in 0..<3000 {
        $0.addMember(user: group, toGroup: group)
        for child in 0..<3000 where child != group { $0.addSubgroup(child, toGroup: group) }
      }
    }
  }

  private static func flatten(
    _ name: String,
    groups: Int = 10_000,
    users: Int,
    _ fill: (inout DirectorySnapshotBuilder) -> Void
  ) throws {
    var builder = DirectorySnapshotBuilder()
    for _ in 0..<users { builder.add(DirectorySnapshotBuilder.User()) }
    for _ in 0..<groups { builder.addGroup(id: .none, name: .none) }
    fill(&builder)
    let snapshot = builder.build(
      description: SourceDescription(name: "made", kind: .export, provider: nil, place: ""),
      users: .proven,
      groups: .proven,
      memberships: .proven
    )
    let (sets, time) = PlannerBenchmark.timed { Resolver.flattenedMemberships(of: snapshot) }
    print("\(name): \(sets.sets.count) sets in \(time) ms")
  }
}
