import Crypto
import DirectoryModel
import Presentation
import Testing

struct PlanJSONTests {
  private func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(
    "keys are sorted and nothing is between them",
    arguments: ["first-run", "ordinary-day", "stopped"]
  )
  func canonical(name: String) throws {
    let plan = try #require(SamplePlans.named[name])
    let bytes = PlanJSON.encode(plan, sha256: sha256)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(try JSONValue(bytes).sorted + "\n" == text)
  }

  @Test func `an ordinary plan has the documented shape`() throws {
    let bytes = PlanJSON.encode(SamplePlans.ordinaryDay, sha256: sha256)
    try expectGolden(String(decoding: bytes, as: UTF8.self), "plan-ordinary-day.json")
  }

  @Test func `the hash covers the file without the hash`() throws {
    let text = String(
      decoding: PlanJSON.encode(SamplePlans.hostile, sha256: sha256),
      as: UTF8.self
    )
    let hash = try #require(try JSONValue(Array(text.utf8))["sha256"]?.string)
    let field = "\"sha256\":\"\(hash)\","
    let range = try #require(text.firstRange(of: field))
    let rest = String(text[..<range.lowerBound]) + text[range.upperBound...].dropLast()
    #expect(sha256(Array(rest.utf8)) == hash)
  }

  @Test func `hostile names come back as they were`() throws {
    let value = try JSONValue(PlanJSON.encode(SamplePlans.hostile, sha256: sha256))
    for (row, name) in HostileNames.all.enumerated() {
      #expect(value["changes"]?[row]?["member"]?["email"]?.string == name)
      #expect(value["advisories"]?[row]?["subject"]?.string == name)
    }
  }

  @Test(
    "a hold is told by its word",
    arguments: [
      (Hold(.limit, cure: "", limit: .invitations), "limit: invitations"),
      (Hold(.dependsOn, cure: "", root: 0), "dependsOn"),
      (Hold(.foreign, cure: "", detail: "external id x"), "foreign"),
    ]
  )
  func held(hold: Hold, word: String) throws {
    let change = Change(.invite, reason: ChangeReason(.inDirectory), hold: hold)
    let bytes = PlanJSON.encode(SamplePlans.plan(changes: [change]), sha256: sha256)
    let value = try JSONValue(bytes)
    #expect(value["changes"]?[0]?["held"]?.string == word)
    #expect(value["changes"]?[0]?["reason"]?.string == "inDirectory")
    #expect(value["changes"]?[0]?.count == 3)
  }
}
