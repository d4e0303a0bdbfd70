import JSONReader
import TestSupport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder with a configuration, a neutral export, a file organization and a state, as an administrator has them.
struct Site {
  let folder: String
  var users: [User] = []
  var groups: [Group]? = []
  var isComplete = true
  /// Further keys of the configuration, as JSON members.
  var settings = ""
  /// The source's name.
  var name = "hr"
  /// `sources[0].maximumAge`, as JSON.
  var maximumAge = "null"
  /// The source, as JSON; nil: the neutral export.
  var source: String?
  /// Further keys of `run`, as JSON members.
  var runSettings = ""
  /// `organization`, as JSON.
  var target = #"{"kind":"file","path":"organization.json"}"#

  /// `run.state`.
  var state = "state"
  /// Seconds since the export was written, as ``run(_:)`` makes it.
  var exportAge = 0.0

  struct User {
    var id: String
    var email: String
    var name: String
    var isActive = true
  }

  /// A member of the file organization.
  struct Member {
    var id: String
    var externalID: String?
    var email: String
    var role = "user"

    var value: JSONValue {
      [
        "id": JSONValue(.string(id)),
        "externalId": JSONValue(externalID.map { JSONValue.Content.string($0) } ?? .null),
        "email": JSONValue(.string(email)), "name": JSONValue(.null),
        "status": JSONValue(.string("confirmed")), "role": JSONValue(.string(role)),
      ]
    }
  }

  struct Group {
    var id: String
    var name: String
    var members: [String]
  }

  init(_ folder: String, people: Int) {
    self.folder = folder
    users = (0..<people).map { number in
      User(id: "u\(number)", email: "p\(number)@example.com", name: "Person \(number)")
    }
  }

  var organizationPath: String { folder + "/organization.json" }
  var configurationPath: String { folder + "/config.json" }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
  }

  func organization() throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: organizationPath))))
  }

  func organizationBytes() throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: organizationPath))
  }

  /// Lets the export be as old as an export of `seconds` ago.
  func ageExport(_ seconds: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -seconds)],
      ofItemAtPath: folder + "/export.json"
    )
  }

  /// Writes the organization, as somebody else has left it.
  func writeOrganization(_ members: [Member], _ groups: [Group] = []) throws {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.key("version")
      writer.value(1)
      writer.key("members")
      writer.array { writer in
        for member in members { writer.value(member.value) }
      }
      writer.key("groups")
      writer.array { writer in
        for group in groups { writer.value(Self.value(group)) }
      }
    }
    try write(String(decoding: writer.bytes, as: UTF8.self), to: "organization.json")
  }

  /// The status of each member by address.
  func statuses() throws -> [String: String] {
    var statuses: [String: String] = [:]
    for member in try organization()["members"]?.array ?? [] {
      statuses[member["email"]?.string ?? ""] = member["status"]?.string
    }
    return statuses
  }

  /// Addresses of the members of a group of the organization, by its name; nil if there is none.
  func members(of name: String) throws -> [String]? {
    let organization = try organization()
    var addresses: [String: String] = [:]
    for member in organization["members"]?.array ?? [] {
      addresses[member["id"]?.string ?? ""] = member["email"]?.string
    }
    return organization["groups"]?.array?.first { $0["name"]?.string == name }?["members"]?.array?
      .compactMap { $0.string.flatMap { addresses[$0] } }.sorted()
  }

  /// Takes all rights on a file from others.
  func protect(_ name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600],
      ofItemAtPath: folder + "/" + name
    )
  }

  /// Names in a folder, sorted.
  func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

  /// The state of this organization; nil before the first run.
  func stateFolder() throws -> String? {
    let root = folder + "/" + state
    return try names(in: root).first { !$0.hasSuffix(".json") }.map { root + "/" + $0 }
  }

  /// The names of all runs, the oldest first.
  func runs() throws -> [String] { try stateFolder().map { try names(in: $0 + "/runs") } ?? [] }

  /// Their reports.
  func reports() throws -> [JSONValue] {
    let runs = (try stateFolder() ?? "") + "/runs/"
    return try self.runs().map {
      try JSONValue(parsing: [UInt8](contents("\(runs)\($0)/report.json")))
    }
  }

  func contents(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Writes configuration and export, and runs the binary on them.
  func run(_ arguments: String...) async throws -> RollcallProcess.Result {
    try writeExport()
    if exportAge > 0 { try ageExport(exportAge) }
    return try await runWithoutExport(arguments)
  }

  /// The same, with whatever the export is now.
  func runWithoutExport(_ arguments: [String]) async throws -> RollcallProcess.Result {
    try writeConfiguration()
    return try await RollcallProcess.run(arguments + ["--config", configurationPath])
  }

  func writeConfiguration() throws {
    let export =
      #"{ "kind": "export", "name": "\#(name)", "path": "export.json", "maximumAge": \#(maximumAge) }"#
    try write(
      """
      { "sources": [ \(source ?? export) ],
        "organization": \(target),
        "run": { "state": "\(state)"\(runSettings.isEmpty ? "" : ", " + runSettings) } \(settings) }
      """,
      to: "config.json"
    )
  }

  /// Makes a file look as if it was written some days ago.
  func age(_ name: String, days: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -86_400 * days)],
      ofItemAtPath: folder + "/" + name
    )
  }

  func writeExport() throws {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      writer.key("format")
      writer.value("directory-export/1")
      writer.key("complete")
      writer.value(true)
      if isComplete {
        writer.key("counts")
        writer.object { writer in
          writer.key("users")
          writer.value(users.count)
          if let groups {
            writer.key("groups")
            writer.value(groups.count)
          }
        }
      }
      writer.key("users")
      writer.array { writer in
        for user in users { writer.value(Self.value(user)) }
      }
      if let groups {
        writer.key("groups")
        writer.array { writer in
          for group in groups { writer.value(Self.value(group)) }
        }
      }
    }
    try write(String(decoding: writer.bytes, as: UTF8.self), to: "export.json")
  }

  private static func value(_ user: User) -> JSONValue {
    [
      "id": JSONValue(.string(user.id)), "email": JSONValue(.string(user.email)),
      "displayName": JSONValue(.string(user.name)), "active": JSONValue(.bool(user.isActive)),
    ]
  }

  private static func value(_ group: Group) -> JSONValue {
    [
      "id": JSONValue(.string(group.id)), "name": JSONValue(.string(group.name)),
      "members": JSONValue(.array(group.members.map { JSONValue(.string($0)) })),
    ]
  }
}
