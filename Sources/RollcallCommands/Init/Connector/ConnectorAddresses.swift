internal import JSONReader

/// Where the Directory Connector found the organization, as the configuration has it.
enum ConnectorAddresses {
  case region(String)
  case url(String)
  case pair(api: String, identity: String)

  /// - Parameter urls: `environmentUrls`. Each of `api` and `identity` won over the folder of that name below `base`;
  ///   without all three it was the cloud in the United States.
  /// - Throws: ``InitError`` for one of `api` and `identity` alone: the other was that cloud's, and a server's key was
  ///   sent there.
  init(_ urls: JSONValue) throws(InitError) {
    let base = urls.text("base").map(Self.withoutSlash)
    switch (base, urls.text("api"), urls.text("identity")) {
    case (nil, nil, nil): self = .region("us")
    case (let base?, nil, nil):
      if let region = Self.cloud(of: base) { self = .region(region) } else { self = .url(base) }
    case (_, let ownAPI, let ownIdentity):
      guard let api = ownAPI ?? base.map({ "\($0)/api" }),
        let identity = ownIdentity ?? base.map({ "\($0)/identity" })
      else {
        throw InitError(
          "'environmentUrls' has only one of 'api' and 'identity', and no 'base': the other one was Bitwarden's cloud",
          hint: "Nothing was written. Add the other one in a copy of the file."
        )
      }
      if let region = Self.cloud(of: api), region == Self.cloud(of: identity) {
        self = .region(region)
      } else {
        self = .pair(api: api, identity: identity)
      }
    }
  }

  private static let hosts = [
    "us": ["bitwarden.com", "vault.bitwarden.com", "api.bitwarden.com", "identity.bitwarden.com"],
    "eu": ["bitwarden.eu", "vault.bitwarden.eu", "api.bitwarden.eu", "identity.bitwarden.eu"],
  ]

  /// The region of Bitwarden's cloud that has an address.
  private static func cloud(of url: String) -> String? {
    let host = url.lowercased().split(separator: "/").dropFirst().first.map(String.init) ?? ""
    return hosts.first { $0.value.contains(host) }?.key
  }

  private static func withoutSlash(_ url: String) -> String {
    var url = url
    while url.hasSuffix("/") { url.removeLast() }
    return url
  }
}
