import JSONReader
import SafeFiles
import SyncConfiguration
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct SchemaTests {
  @Test func `every key has a meaning and an example`() {
    let keys = KnownKey.all()
    #expect(keys.count > 100)
    for key in keys {
      #expect(!key.meaning.isEmpty, "\(key.path) has no meaning")
      if !key.path.hasSuffix(".kind") {
        #expect(!key.example.isEmpty, "\(key.path) has no example")
      }
    }
  }

  @Test func `every example is understood`() throws {
    for key in KnownKey.all() where !key.path.hasSuffix(".kind") {
      let text = try Self.configuration(with: key)
      #expect(throws: Never.self, "\(key.path): \(text)") { try decode(text) }
    }
  }

  /// The least configuration of the key's kind, with the key's example in it.
  private static func configuration(with key: KnownKey) throws -> String {
    var source = #"{ "kind": "export", "path": "a" }"#
    var organization = #"{ "kind": "file", "path": "a" }"#
    var rest = ""
    if let (kind, path) = split(key.path, "sources") {
      source = try insert(path, key.example, into: sources[kind] ?? "")
    } else if let (kind, path) = split(key.path, "organization") {
      organization = try insert(path, key.example, into: organizations[kind] ?? "")
    } else {
      rest = ", " + String(try insert(key.path, key.example, into: "{}").dropFirst().dropLast())
    }
    return #"{ "sources": [\#(source)], "organization": \#(organization)\#(rest) }"#
  }

  private static let sources = [
    "ldap":
      #"{ "kind": "ldap", "urls": ["ldaps://a"], "bind": { "dn": "a", "password": "env:A" } }"#,
    "export": #"{ "kind": "export", "path": "a" }"#,
    "scim": #"{ "kind": "scim", "url": "https://a.example", "token": "env:A" }"#,
  ]

  private static let organizations = [
    "bitwarden": #"""
    { "kind": "bitwarden", "apiUrl": "https://a.example", "identityUrl": "https://b.example",
      "clientId": "organization.a", "clientSecret": "env:A" }
    """#,
    "scim": #"{ "kind": "scim", "url": "https://a.example", "token": "env:A" }"#,
    "file": #"{ "kind": "file", "path": "a" }"#,
  ]

  private static func split(_ path: String, _ root: String) -> (kind: String, path: String)? {
    guard path.hasPrefix(root + "[") else { return nil }
    let rest = path.dropFirst(root.count + 1)
    let kind = rest.prefix { $0 != "]" }
    return (String(kind), String(rest.dropFirst(kind.count + 2)))
  }

  /// Puts `value` at `path` of an object, in place of what is there.
  private static func insert(_ path: String, _ value: String, into object: String) throws -> String
  {
    let tree = try JSONValue(parsing: object)
    let value = try JSONValue(parsing: value)
    // The addresses of a Bitwarden server exclude each other.
    let excluded = ["url", "region"].contains(path) ? ["apiUrl", "identityUrl"] : []
    var names = [path]
    // Options of SCIM services have dots in their names.
    if let dot = path.firstIndex(of: ".") {
      names = [String(path[..<dot]), String(path[path.index(after: dot)...])]
      if names[0] == "limits" { names = path.split(separator: ".").map(String.init) }
    }
    return set(names[...], value, in: tree, without: excluded).text
  }

  private static func set(
    _ names: ArraySlice<String>,
    _ value: JSONValue,
    in object: JSONValue,
    without excluded: [String]
  ) -> JSONValue {
    guard let name = names.first else { return value }
    var members = (object.object ?? []).filter { $0.key != name && !excluded.contains($0.key) }
    let below = set(names.dropFirst(), value, in: object[name] ?? [:], without: [])
    members.append(JSONValue.Member(key: name, value: below))
    return JSONValue(.object(members))
  }

  @Test func `the schema knows what decoding knows`() throws {
    let schema = ConfigurationSchema.make()
    let properties = try #require(schema["properties"])
    #expect(schema["required"]?.text == #"["sources","organization"]"#)
    #expect(properties["$schema"] != nil)
    #expect(
      properties["restore"]?.text
        == #"{"enum":["own","always","never"],"description":"Whether people who are back are restored: if this tool revoked them, always, or never.","default":"own"}"#
    )
    let kinds = properties["organization"]?["oneOf"]?.array?
      .compactMap { $0["properties"]?["kind"]?["const"]?.string }
    #expect(kinds == ["bitwarden", "scim", "file"])
    let export = properties["sources"]?["items"]?["oneOf"]?.array?[1]
    #expect(export?["required"]?.text == #"["kind","path"]"#)
    #expect(
      export?["properties"]?["maximumAge"]?["anyOf"]?.text
        == #"[{"type":"string","pattern":"^[0-9]{1,10}[smhd]$"},{"type":"null"}]"#
    )
  }

  @Test func `the manual has every key`() throws {
    let path = repository + "/man/rollcall-config.5"
    let text = ManualPage.text()
    if getenv("RECORD_SNAPSHOTS") != nil {
      try AtomicFile.write(text, to: path, mode: 0o644)
      Issue.record("recorded \(path)")
      return
    }
    let written = String(decoding: try InputFile.contents(of: path, limit: 1 << 20), as: UTF8.self)
    #expect(written == text, "run once with RECORD_SNAPSHOTS=1")
  }
}
