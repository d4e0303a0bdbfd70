import DirectoryModel
import TestSupport
import Testing

/// The life of an organization on real SCIM servers of four makers: a first run, changes, a leaver, a return.
@Suite struct SCIMLifeTests {
  /// What a server can do less than others.
  struct Service {
    /// Names as the server shows them, by id.
    var names = [
      "u0": "Ada Lovelace", "u1": "Bo Åström", "u2": "Çelik, Deniz", "u3": "O'Neil \"Shaq\" Jr.",
    ]
    var keepsNewName = true
    var changesAddresses = true
    var renamesGroups = true
  }

  @Test(.needs(.strict), .scimServer(.strict))
  func `a server that keeps everything`() async throws {
    try await live(Service())
  }

  @Test(.needs(.softdelete), .scimServer(.softdelete))
  func `a server that makes its own display names`() async throws {
    var service = Service()
    service.names["u2"] = "Deniz Çelik"
    service.keepsNewName = false
    try await live(service)
  }

  @Test(.needs(.mlflow), .scimServer(.mlflow))
  func `a server on which names are ids and do not change`() async throws {
    try await live(Service(changesAddresses: false, renamesGroups: false))
  }

  @Test(.needs(.webui), .scimServer(.webui))
  func `a server that keeps no external ids of groups`() async throws {
    try await live(Service())
  }

  @Test(.needs(.strict), .scimServer(.strict))
  func `a leaver on a server that leaves out who is active`() async throws {
    try await inTemporaryFolder { folder in
      var stage = try await SCIMStage.filled("quiet", in: folder)
      stage.source.users[0].state = .disabled
      #expect(try await stage.sync().failures == [])
      let quiet = FaultyTransport.Effect.edit { $0.replacing(#/, ?"active": ?true/#, with: "") }
      await stage.network.set([.init(nil, "/Users", quiet)])
      stage.source.users[1].state = .disabled
      let run = try await stage.sync()
      #expect(run.plan == ["revoke quiet1@example.com"])
      #expect(run.failures == [])
      let shown = try await stage.organization()
      #expect(shown.filter { $0.hasPrefix("-") }.count == 2)
      #expect(shown.filter { $0.hasPrefix("?") }.count == 3)
    }
  }

  private func live(_ service: Service) async throws {
    try await inTemporaryFolder { folder in
      var stage = try SCIMStage(.running(), stateFolder: folder)
      stage.source.users = [
        .init("u0", "p0@example.com", name: "Ada Lovelace"),
        .init("u1", "p1@example.com", name: "Bo Åström"),
        .init("u2", "p2@example.com", name: "Çelik, Deniz"),
        .init("u3", "p3@example.com", name: "O'Neil \"Shaq\" Jr."),
      ]
      stage.source.groups = [
        .init("g1", "Staff", members: ["u0", "u1", "u2"]), .init("g2", "Ops & Co", members: ["u1"]),
        .init("g3", "Empty"),
      ]
      try await isDone(stage, plan: 11)
      func person(_ id: String, _ email: String, _ mark: String = "+") -> String {
        "\(mark)\(email) \(id) \"\(service.names[id] ?? "")\""
      }
      #expect(
        try await stage.organization() == [
          person("u0", "p0@example.com"), person("u1", "p1@example.com"),
          person("u2", "p2@example.com"), person("u3", "p3@example.com"), "Empty g3: ",
          "Ops & Co g2: p1@example.com", "Staff g1: p0@example.com, p1@example.com, p2@example.com",
        ]
      )

      stage.source.users[0].state = .disabled
      stage.source.users[1] = .init("u1", "bo@example.com", name: "Bo Aström-Lee")
      stage.source.users.append(.init("u9", "new@example.com", name: "Neu Neu"))
      stage.source.groups?[0] = .init("g1", "Staff EU", members: ["u2", "u9"])
      try await isDone(stage, plan: nil)
      let bo = service.changesAddresses ? "bo@example.com" : "p1@example.com"
      let boName = service.keepsNewName ? "Bo Aström-Lee" : "Bo Åström"
      let staff = service.renamesGroups ? "Staff EU" : "Staff"
      let people = [
        "+\(bo) u1 \"\(boName)\"", "+new@example.com u9 \"Neu Neu\"",
        person("u2", "p2@example.com"), person("u3", "p3@example.com"),
        person("u0", "p0@example.com", "-"),
      ]
      #expect(
        try await stage.organization() == people.sorted() + [
          "Empty g3: ", "Ops & Co g2: \(bo)",
          "\(staff) g1: new@example.com, p0@example.com, p2@example.com",
        ]
      )

      // Whoever comes back does not get back what is no longer theirs.
      stage.source.users[0].state = .active
      let plan = try await isDone(stage, plan: 2)
      #expect(
        plan == ["removeFromGroup p0@example.com \(staff)", "restore p0@example.com"]
      )
      #expect(
        try await stage.organization().last == "\(staff) g1: new@example.com, p2@example.com"
      )
    }
  }

  /// One run that does everything, and one that has nothing to do.
  @discardableResult
  private func isDone(_ stage: SCIMStage, plan count: Int?) async throws -> [String] {
    let run = try await stage.sync()
    #expect(run.failures == [])
    #expect(run.exitCode == 0)
    if let count { #expect(run.plan.count == count, "\(run.plan)") }
    let again = try await stage.sync()
    #expect(again.plan == [])
    #expect(again.writes == [])
    return run.plan
  }
}
