package import JSONReader
internal import SafeFiles

/// What Bitwarden's Directory Connector keeps in its `data.json`, in either of its two layouts.
///
/// Source: the Directory Connector itself, at commit d9afa864.
package struct ConnectorFile: Sendable {
  /// In the order of `directoryType`.
  package enum Directory: Int, Sendable {
    case ldap
    case entra
    case google
    case okta
    case onelogin
  }

  package let directory: Directory
  /// The settings of that directory.
  package let settings: JSONValue
  package let sync: JSONValue
  /// `environmentUrls`.
  package let addresses: JSONValue
  package let organizationID: String?
  package let clientID: String?
  /// Nil in the layout by account, which is older than 5.
  package let stateVersion: Int?

  /// - Throws: ``InitError`` for a file that cannot be read, or is not the connector's.
  package static func load(_ path: String) throws -> ConnectorFile {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.contents(of: try SafePath.absolute(path), limit: 4 << 20)
    } catch {
      throw InitError(error.summary, hint: error.hint)
    }
    return try ConnectorFile(bytes)
  }

  /// - Throws: ``InitError`` for bytes that are not the connector's settings.
  package init(_ bytes: [UInt8]) throws(InitError) {
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONValue(parsing: bytes)
    } catch {
      throw InitError("this is no data.json of the Directory Connector: \(error.message)")
    }
    let isByAccount = root["globals"] != nil || [3, 4].contains(root["stateVersion"]?.int ?? 0)
    if isByAccount { try self.init(byAccount: root) } else { try self.init(flat: root) }
  }

  private init(flat root: JSONValue) throws(InitError) {
    directory = try Self.directory(root["directoryType"])
    let keys =
      switch directory {
      case .ldap: ["directoryLdap"]
      case .entra: ["directoryEntra", "directoryAzure"]
      case .google: ["directoryGsuite"]
      case .okta: ["directoryOkta"]
      case .onelogin: ["directoryOnelogin"]
      }
    settings = Self.first(keys, of: root)
    sync = root["sync"] ?? nil
    addresses = root["environmentUrls"] ?? nil
    organizationID = root["organizationId"]?.string
    clientID = nil
    stateVersion = root["stateVersion"]?.int
  }

  private init(byAccount root: JSONValue) throws(InitError) {
    guard let user = root["activeUserId"]?.string, let account = root[user] else {
      throw InitError(
        "the file names no active account",
        hint: "Open the Directory Connector once and sign in, then take its data.json."
      )
    }
    let chosen: JSONValue = account["directorySettings"] ?? nil
    directory = try Self.directory(chosen["directoryType"])
    let keys =
      switch directory {
      case .ldap: ["ldap"]
      case .entra: ["entra", "azure"]
      case .google: ["gsuite"]
      case .okta: ["okta"]
      case .onelogin: ["oneLogin"]
      }
    settings = Self.first(keys, of: account["directoryConfigurations"] ?? nil)
    sync = chosen["sync"] ?? nil
    addresses = root["globals"]?["environmentUrls"] ?? nil
    organizationID = chosen["organizationId"]?.string
    clientID = account["profile"]?["apiKeyClientId"]?.string
    stateVersion = nil
  }

  private static func first(_ keys: [String], of value: JSONValue) -> JSONValue {
    for key in keys {
      if let found = value[key], !found.isNull { return found }
    }
    return nil
  }

  private static func directory(_ value: JSONValue?) throws(InitError) -> Directory {
    guard let number = value?.int, let directory = Directory(rawValue: number) else {
      throw InitError(
        "the file chooses no directory: 'directoryType' is none of 0 to 4",
        hint: "Is it the data.json of the Directory Connector?"
      )
    }
    return directory
  }
}

extension JSONValue {
  /// A text under a key, without white space at both ends; nil for none and for an empty one.
  func text(_ key: String) -> String? {
    let text = self[key]?.string.map(InitAnswers.trimmed)
    return text?.isEmpty ?? true ? nil : text
  }

  func flag(_ key: String, default standard: Bool = false) -> Bool { self[key]?.bool ?? standard }
}
