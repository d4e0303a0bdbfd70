import SCIMClient
import Testing

/// Whether members of groups are named by id or by user name.
@Suite struct MemberNamingTests {
  private static let users = [
    MemberNaming.User(id: "1", userName: "Ann"), MemberNaming.User(id: "2", userName: "bob"),
    MemberNaming.User(id: "bob", userName: nil),
  ]

  @Test(
    "user names count only where no value is an id",
    arguments: [
      (["ann", "BOB"], true, [0, 1]), (["1", "ann"], false, [0, nil]), (["bob"], false, [2]),
      (["nobody"], false, [nil]), ([], false, []),
    ] as [([String], Bool, [Int?])]
  )
  func judgement(values: [String], isByName: Bool, rows: [Int?]) {
    let members = values.map { SCIMMember(value: $0) }
    let users = values.contains("BOB") ? Array(Self.users.prefix(2)) : Self.users
    let naming = MemberNaming(users: users, groups: [.none, .shown(members)])
    #expect(naming.usesUserNames == isByName)
    #expect(members.map(naming.row) == rows)
  }

  @Test func `nested groups say nothing, and what is configured is not judged`() {
    let nested = SCIMMember(value: "1", isGroup: true)
    let groups: [GroupMembers] = [.shown([nested, SCIMMember(value: "ann")]), .unreadable("")]
    #expect(MemberNaming(users: Self.users, groups: groups).usesUserNames)
    #expect(!MemberNaming(users: Self.users, groups: groups, usesUserNames: false).usesUserNames)
  }
}
