import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct FlatteningTests {
  /// Members of group 0 and of the last group, and how many memberships there are in all.
  private static func flatten(_ groups: [PlainDirectory.Group], users: Int) throws -> MembershipSets
  {
    var source = PlainDirectory()
    source.users = (0..<users).map { .init("u\($0)", nil) }
    source.groups = groups
    return Resolver.flattenedMemberships(of: try source.snapshot())
  }

  @Test func `a chain passes members up`() throws {
    let groups = (0..<2000).map { number in
      PlainDirectory.Group(
        "g\(number)",
        "G",
        members: ["u\(number)"],
        subgroups: number < 1999 ? ["g\(number + 1)"] : []
      )
    }
    let sets = try Self.flatten(groups, users: 2000)
    #expect(sets.users(ofGroup: 0).count == 2000)
    #expect(sets.users(ofGroup: 1998) == [1998, 1999])
    #expect(sets.users(ofGroup: 1999) == [1999])
  }

  @Test func `a clique has one set`() throws {
    let names = (0..<200).map { "g\($0)" }
    let groups = names.enumerated().map { number, id in
      PlainDirectory.Group(id, "G", members: ["u\(number)"], subgroups: names)
    }
    let sets = try Self.flatten(groups, users: 200)
    #expect(sets.sets.count == 1)
    #expect((0..<200).allSatisfy { sets.users(ofGroup: $0).count == 200 })
  }

  @Test(
    "flattening agrees with walking, on random groups",
    arguments: 1...200
  )
  func random(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let userCount = Int.random(in: 1...300, using: &generator)
    let groupCount = Int.random(in: 1...40, using: &generator)
    let groups = (0..<groupCount).map { number in
      PlainDirectory.Group(
        "g\(number)",
        "G",
        members: (0..<Int.random(in: 0...20, using: &generator)).map { _ in
          "u\(Int.random(in: 0..<userCount, using: &generator))"
        },
        subgroups: (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          "g\(Int.random(in: 0..<groupCount, using: &generator))"
        }
      )
    }
    let sets = try Self.flatten(groups, users: userCount)
    for number in 0..<groupCount {
      let walked = Self.walk(number, groups).sorted()
      #expect(sets.users(ofGroup: number) == walked, "seed \(seed), group \(number)")
    }
  }

  private static func walk(_ start: Int, _ groups: [PlainDirectory.Group]) -> Set<UInt32> {
    var seen: Set<Int> = []
    var pending = [start]
    var users: Set<UInt32> = []
    while let number = pending.popLast() {
      guard seen.insert(number).inserted else { continue }
      for member in groups[number].members { users.insert(UInt32(member.dropFirst()) ?? 0) }
      for child in groups[number].subgroups { pending.append(Int(child.dropFirst()) ?? 0) }
    }
    return users
  }
}
