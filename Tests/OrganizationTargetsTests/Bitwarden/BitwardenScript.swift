import DirectoryModel
import HTTPTransport
import OrganizationTargets
import TestSupport
import Testing

/// A Bitwarden organization of three members and one group, as a script of answers.
struct BitwardenScript {
  static let grace = "539a36c5-e0d2-4cf9-979e-51ecf5cf6593"
  static let ada = "8c1f4c0e-2d0b-4a1c-9a3c-b2f900c1d2e3"
  static let alan = "c0ffee00-1111-4222-8333-444455556666"
  static let engineering = "2a7f0b1e-3c4d-4e5f-8a9b-0c1d2e3f4a5b"
  static let organization = "4f3b1c4e-6a7d-4c59-9f0a-b1c2d3e4f501"
  static let collection =
    #"{"id":"bfbc8338-e329-4dc0-b0c9-317c2ebf1a09","readOnly":true,"hidePasswords":false,"manage":false}"#

  static let token = #"{"access_token":"eyJ","expires_in":3600,"token_type":"Bearer"}"#

  static func member(
    _ id: String,
    _ email: String,
    status: Int = 2,
    type: Int = 2,
    externalID: String? = nil,
    collections: String? = "[]",
    user: String? = "48b47ee1-493e-4c67-aef7-014996c40eca"
  ) -> String {
    let external = externalID.map { "\"\($0)\"" } ?? "null"
    return """
      {"object":"member","id":"\(id)","userId":\(user.map { "\"\($0)\"" } ?? "null"),"name":"N","email":"\(email)",\
      "twoFactorEnabled":false,"status":\(status),"collections":\(collections ?? "null"),"type":\(type),\
      "externalId":\(external),"permissions":null}
      """
  }

  static func list(_ elements: [String]) -> String {
    #"{"object":"list","data":[\#(elements.joined(separator: ","))]}"#
  }

  static func group(_ name: String, externalID: String? = nil) -> String {
    let external = externalID.map { "\"\($0)\"" } ?? "null"
    return
      #"{"object":"group","id":"\#(engineering)","collections":null,"name":"\#(name)","externalId":\#(external)}"#
  }

  static let members = [
    member(grace, "Grace@example.com", type: 0, collections: "[\(collection)]"),
    member(ada, "ada@example.com", status: 0, externalID: "u-1", user: nil),
    member(alan, "alan@example.com", status: -1, type: 4, externalID: "u-2"),
  ]

  var answers: [String: [ScriptedTransport.Answer]] = [
    "GET /config": [.text(#"{"object":"config","version":"2026.8.0","server":null}"#)],
    "POST /connect/token": [.text(token)],
    "GET /public/members": [.text(list(members))],
    "GET /public/groups": [.text(list([group("Engineering", externalID: "grp-1")]))],
    "GET /public/groups/\(engineering)/member-ids": [.text("[\"\(grace)\",\"\(alan)\"]")],
    "GET /public/policies": [.text(list([]))],
    "GET /public/organization/subscription": [
      .text(#"{"passwordManager":{"seats":10},"secretsManager":null}"#)
    ],
  ]

  /// The organization's SCIM endpoint, if it is configured.
  var scim: BitwardenSettings.SCIM?

  /// A target that speaks to the script, and the script's server.
  func target(
    isCloud: Bool = true,
    importAbove: Int = 100,
    clock: ManualClock = ManualClock(),
    secret: String = "K7/+ &=",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (BitwardenTarget, ScriptedTransport) {
    let server = ScriptedTransport(answers, sourceLocation: sourceLocation)
    var settings = BitwardenSettings(
      apiURL: "https://api.example.com",
      identityURL: "https://identity.example.com",
      isCloud: isCloud,
      clientID: "organization.\(Self.organization)",
      clientSecret: secret,
      importAbove: importAbove
    )
    settings.scim = scim
    return (
      try BitwardenTarget(settings, transport: server, clock: clock.transportClock), server
    )
  }

  /// Reads, then applies steps, batch after batch.
  ///
  /// - Returns: The outcomes, and the calls that came after the reading.
  func apply(
    _ steps: [ApplyStep],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> (outcomes: [ChangeOutcome], calls: [String]) {
    let (target, server) = try target(sourceLocation: sourceLocation)
    _ = try await target.read { _ in }
    let before = await server.calls.count
    var outcomes: [ChangeOutcome] = []
    for batch in target.batches(of: steps) { outcomes += await target.apply(batch) }
    return (outcomes, Array(await server.calls.dropFirst(before)))
  }

  func apply(
    _ change: Change,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> (outcomes: [ChangeOutcome], calls: [String]) {
    try await apply([ApplyStep(number: 0, change: change)], sourceLocation: sourceLocation)
  }
}
