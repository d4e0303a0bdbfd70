import JSONReader
import SyncConfiguration
import Testing

/// The repository's folder.
let repository: String = {
  let parts = #filePath.split(separator: "/").dropLast(3)
  return "/" + parts.joined(separator: "/")
}()

/// The least that decodes: one export and a file.
let minimal = """
  {
    "sources": [{ "kind": "export", "path": "okta" }],
    "organization": { "kind": "file", "path": "organization.json" }
  }
  """

func decode(_ text: String, file: String = "/etc/rollcall/config.json") throws -> Configuration {
  try Configuration.decode(Array(text.utf8), file: file)
}

/// The least that decodes, with more keys at the top.
func decode(with more: String) throws -> Configuration {
  try decode(String(minimal.dropLast(2)) + ", " + more + "}")
}

/// The error of a configuration that does not decode.
func failure(_ text: String) throws -> ConfigurationError {
  try #require(throws: ConfigurationError.self) { _ = try decode(text) }
}

func failure(with more: String) throws -> ConfigurationError {
  try #require(throws: ConfigurationError.self) { _ = try decode(with: more) }
}

extension JSONValue {
  /// As compact JSON.
  var text: String {
    var writer = JSONWriter(.compact)
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
