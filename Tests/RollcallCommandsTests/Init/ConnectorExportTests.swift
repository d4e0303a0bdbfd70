import DirectoryModel
import RollcallCommands
import SyncConfiguration
import Testing

/// `init --from-bwdc` with a directory other than LDAP: exports take its place.
struct ConnectorExportTests {
  private static let file = "/etc/rollcall/config.json"

  /// Takes over a file with this `directoryType`, and with this between the braces of `sync`.
  private func take(_ type: Int, _ sync: String) throws -> ConnectorTakeover {
    let json =
      #"{"stateVersion":8,"directoryType":\#(type),"organizationId":"1","sync":{\#(sync)}}"#
    return try ConnectorTakeover(try ConnectorFile(Array(json.utf8)), file: Self.file)
  }

  private func configuration(_ takeover: ConnectorTakeover) throws -> Configuration {
    try Configuration.decode(Array(takeover.text.utf8), file: Self.file)
  }

  private struct Missing: Error {}

  @Test(
    "whoever and whatever was read there, and is not by default here, stays in",
    arguments: [
      (1, "", ["guests"]), (2, #""groups":true"#, []), (3, #""groups":true"#, ["builtInGroups"]),
      (3, "", []), (4, #""groups":true"#, []),
    ] as [(Int, String, [String])]
  )
  func extras(type: Int, sync: String, words: [String]) throws {
    let takeover = try take(type, sync)
    guard case .export(let export)? = try configuration(takeover).sources.first else {
      throw Missing()
    }
    #expect(export.extras == words)
    let isSaid = takeover.notes.contains { $0.contains("\"extras\"") }
    #expect(isSaid == !words.isEmpty)
  }

  @Test(
    "addresses that OneLogin's usernames came to are said to be left out",
    arguments: [
      (4, #""useEmailPrefixSuffix":true,"emailSuffix":"@example.com""#, true),
      (4, #""useEmailPrefixSuffix":false,"emailSuffix":"@example.com""#, false),
      (4, #""useEmailPrefixSuffix":true,"emailSuffix":null"#, false),
      (3, #""useEmailPrefixSuffix":true,"emailSuffix":"@example.com""#, false),
    ]
  )
  func suffix(type: Int, sync: String, isSaid: Bool) throws {
    let notes = try take(type, sync).notes.filter { $0.contains("'sync.useEmailPrefixSuffix'") }
    #expect(notes.count == (isSaid ? 1 : 0))
    #expect(notes.allSatisfy { $0.contains("'@example.com' was put behind the username") })
  }

  @Test(
    "filters become rules",
    arguments: [
      (1, "userFilter", "includeGroup: a-1, b-2", #""groups":["id:a-1","id:b-2"]"#),
      (2, "userFilter", "INCLUDE:a@example.com|orgUnitPath='/IT'", #""include":["a@example.com"]"#),
      (3, "groupFilter", "include:Staff,Other", #""include":["Staff","Other"]"#),
      (3, "groupFilter", "include:Staff", #""groups":["Staff"]"#),
      (4, "groupFilter", "exclude:Everyone", #""exclude":["Everyone"]"#),
      (3, "userFilter", "exclude:", #""exclude":[]"#),
    ]
  )
  func filters(type: Int, key: String, filter: String, line: String) throws {
    let text = try take(type, #""groups":true,"\#(key)":"\#(filter)""#).text
    #expect(text.split(separator: "\n").map { $0.filter { $0 != " " } }.contains("\(line),"))
  }

  @Test(
    "a filter that would let more people in stops",
    arguments: [
      (1, "userFilter", "a@example.com"), (1, "userFilter", "include:a:b"),
      (3, "userFilter", "includeGroup:x"), (2, "userFilter", "only:a@example.com"),
      (1, "userFilter", "excludeGroup:x"), (1, "groupFilter", "includeAdministrativeUnit:x"),
      (3, "userFilter", "include:"), (2, "userFilter", "include: , ,|orgUnitPath='/IT'"),
      (1, "userFilter", "includeGroup: "), (4, "groupFilter", "Include:,"),
    ]
  )
  func refused(type: Int, key: String, filter: String) {
    #expect(throws: InitError.self) {
      try take(type, #""groups":true,"\#(key)":"\#(filter)""#)
    }
  }

  @Test(
    "a group filter had no effect where groups were off",
    arguments: [
      (1, "include:Staff"), (1, "includeAdministrativeUnit:x"), (2, "include:Staff"),
      (3, "include:Staff"), (4, "no filter"),
    ]
  )
  func groupsOff(type: Int, filter: String) throws {
    let takeover = try take(type, #""groupFilter":"\#(filter)""#)
    let policy = try configuration(takeover).policy
    #expect(policy.users.groups.isEmpty)
    #expect(policy.groups.include.isEmpty)
    #expect(
      takeover.notes.contains { $0.contains("'sync.groupFilter' ('\(filter)') had no effect") }
    )
  }
}
