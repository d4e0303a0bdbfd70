import Foundation
import JSONReader
import Testing

/// A sequence of requests with what a Bitwarden server answers to each; data, so that it can be run against any server.
struct Scenario: Sendable {
  let name: String
  /// The section of the contract that it proves.
  let section: String
  /// Servers that behave so, by the names of `bitwarden-sandbox --profile`.
  let profiles: [String]
  /// What the organization has to be like; only the sandbox can be made so.
  let organization: JSONValue?
  let needsCloud: Bool
  let needsSCIM: Bool
  let steps: [Step]
  /// Calls that take away what was made, `DELETE /path`, whatever they answer.
  let cleanup: [String]
  /// Mails that it sends; only the sandbox shows them.
  let mails: Int?

  struct Step: Sendable {
    let method: String
    let path: String
    /// `api`, `identity` or `scim`.
    let base: String
    let body: JSONValue?
    let form: String?
    /// nil: the organization's token.
    let authorization: String?
    let status: Int
    let answer: JSONValue?
    /// Names under which fields of the answer are kept.
    let saves: [(name: String, field: String)]
    /// Names under which ids of elements of a list are kept, with what the element must hold.
    let finds: [(name: String, pattern: JSONValue)]
  }

  init(_ value: JSONValue) throws {
    name = try #require(value["name"]?.string)
    section = try #require(value["section"]?.string)
    let named = value["profiles"]?.array?.compactMap(\.string)
    profiles = named ?? ["current", "before-2026.2", "before-2025.11", "other-database"]
    organization = value["organization"]
    needsCloud = value["cloud"]?.bool ?? false
    needsSCIM = value["scim"]?.bool ?? false
    steps = try #require(value["steps"]?.array).map(Step.init)
    cleanup = value["cleanup"]?.array?.compactMap(\.string) ?? []
    mails = value["mails"]?.int
  }

  /// All scenarios beside this file.
  static func all() throws -> [Scenario] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Scenarios")
    return try ["tokens", "members", "groups", "import", "scim"].flatMap { file in
      let bytes = try Data(contentsOf: folder.appendingPathComponent("\(file).json"))
      let document = try JSONValue(parsing: Array(bytes))
      return try #require(document["scenarios"]?.array).map(Scenario.init)
    }
  }
}

extension Scenario.Step {
  init(_ value: JSONValue) throws {
    let call = try #require(value["call"]?.string).split(separator: " ", maxSplits: 1)
    method = String(call[0])
    path = String(try #require(call.last))
    base = value["base"]?.string ?? "api"
    body = value["body"]
    form = value["form"]?.string
    authorization = value["authorization"]?.string
    status = try #require(value["status"]?.int)
    answer = value["answer"]
    saves = try (value["save"]?.object ?? []).map { ($0.key, try #require($0.value.string)) }
    finds = (value["saveWhere"]?.object ?? []).map { ($0.key, $0.value) }
  }
}

/// A scenario and the server that it is run against.
struct ScenarioCase: Sendable, CustomTestStringConvertible {
  let scenario: Scenario
  let profile: String

  var testDescription: String { "\(scenario.name) (\(scenario.section)), \(profile)" }
}
