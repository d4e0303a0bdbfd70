import DirectoryModel
import JSONReader
import SyncPlanner
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Plans that were saved too long ago, or under other circumstances.
@Suite struct SavedPlanAgeTests {
  @Test(
    "a saved plan holds for 24 hours",
    arguments: [(hours: 23, code: 0), (hours: 25, code: 9)] as [(hours: Int64, code: Int32)]
  )
  func age(hours: Int64, code: Int32) async throws {
    try await inTemporaryFolder { folder in
      let site = Site(folder, people: 3)
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--out", saved).code == 0)
      let now = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
      let plan = try JSONValue(parsing: String(decoding: site.contents(saved), as: UTF8.self))
      try site.write(Self.dated(now + -hours * 3600, plan), to: "plan.json")
      let run = try await site.run("apply", saved, "--yes")
      #expect(run.code == code, "\(run.errors)")
      #expect(run.errors.contains("is 25 hours old; plans hold for 24") == (code == 9))
    }
  }

  @Test func `a saved change that is held now is refused, and says why`() async throws {
    try await inTemporaryFolder { folder in
      var site = Site(folder, people: 30)
      #expect(try await site.run("sync", "--yes").code == 0)
      site.users.removeFirst()
      let saved = folder + "/plan.json"
      #expect(try await site.run("plan", "--out", saved).code == 0)
      // Who takes part is decided otherwise now.
      site.settings = #", "users": { "exclude": ["nobody@*"] }"#
      let before = try site.organizationBytes()
      let run = try await site.run("apply", saved, "--yes")
      #expect(run.code == 9, "\(run.output)\(run.errors)")
      #expect(run.errors.contains("revoke p0@example.com is held now (fingerprintChanged)"))
      #expect(try site.organizationBytes() == before)
      site.settings = ""
      #expect(try await site.run("apply", saved, "--yes").code == 0)
    }
  }

  /// The plan as it would have been saved at another time.
  private static func dated(_ time: Timestamp, _ plan: JSONValue) -> String {
    let members = (plan.object ?? []).filter { $0.key != "sha256" }.map { member in
      member.key == "createdAt"
        ? JSONValue.Member(key: member.key, value: JSONValue(.string(time.description))) : member
    }
    var body = JSONWriter(.compact)
    body.value(JSONValue(.object(members)))
    let hash = JSONValue.Member(
      key: "sha256",
      value: JSONValue(.string(PlanDigest.sha256(body.bytes)))
    )
    let whole = (members + [hash]).sorted { $0.key < $1.key }
    var text = JSONWriter(.compact)
    text.value(JSONValue(.object(whole)))
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
