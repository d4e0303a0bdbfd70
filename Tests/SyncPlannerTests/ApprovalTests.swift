import DirectoryModel
import SyncPlanner
import TestSupport
import Testing

@Suite struct ApprovalTests {
  private static func digest(
    id: String = "/a",
    before: String? = "old@example.com",
    after: String? = "new@example.com",
    stops: [LimitName] = []
  ) -> String {
    PlanDigest.digest(
      organization: OrganizationIdentity(kind: .file, id: id, name: nil, place: "/a"),
      changes: [
        Change(
          .updateEmail,
          reason: ChangeReason(.addressChanged),
          member: MemberReference(id: "m1", externalID: "u1", email: "old@example.com"),
          before: ChangedFields(email: before),
          after: ChangedFields(email: after)
        )
      ],
      stops: stops
    )
  }

  @Test func `a digest covers the organization, what was and will be, and exceeded stops`() {
    let others = [
      Self.digest(id: "/b"), Self.digest(before: "x@example.com"),
      Self.digest(after: "x@example.com"), Self.digest(stops: [.memberRemovals]),
    ]
    #expect(!others.contains(Self.digest()))
    #expect(Set(others).count == 4)
    #expect(
      Self.digest(stops: [.mustExist, .memberRemovals, .mustExist])
        == Self.digest(stops: [.memberRemovals, .mustExist])
    )
  }

  @Test func `a yes at the terminal lifts no stop`() throws {
    var world = PlainWorld.matching(20)
    world.source.users.removeFirst(5)
    let plan = try world.plan()
    #expect(throws: ApprovalError.stopped(plan.stops)) { try plan.approved(.answered(held: [])) }
    #expect(throws: ApprovalError.stopped(plan.stops)) { try plan.approved(.ordinary) }
  }

  @Test func `nothing is done without what it depends on`() throws {
    var world = PlainWorld.matching(20)
    world.source.groups = [.init("g1", "Lab", members: ["u1"])]
    world.organization.groups = [.init("o1", nil, "Lab", members: ["m2"])]
    let plan = try world.plan()
    #expect(plan.changes.first?.line == "? linkGroup Lab")
    #expect(plan.changes.count == 3)
    #expect(try plan.approved(.ordinary).numbers == [])
    #expect(try plan.approved(.answered(held: [1, 2])).numbers == [])
    #expect(try plan.approved(.answered(held: [0])).numbers == [0, 1, 2])
  }
}
