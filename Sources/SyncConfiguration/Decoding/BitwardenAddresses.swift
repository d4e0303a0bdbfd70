internal import JSONReader

/// Where a Bitwarden server is: a region, one address, or both of its own.
///
/// One of them is required, so that an owner's key is never sent to a default.
struct BitwardenAddresses {
  let api: String
  let identity: String
  let isCloud: Bool

  static func decode(_ decoder: ObjectDecoder) throws(ConfigurationError) -> BitwardenAddresses {
    let region = try decoder.optionalWord("region", among: hosts.keys.sorted())
    let url = try decoder.url("url").map(withoutSlash)
    let api = try decoder.url("apiUrl").map(withoutSlash)
    let identity = try decoder.url("identityUrl").map(withoutSlash)
    if let region {
      guard url == nil, api == nil, identity == nil else {
        throw decoder.error("region", "either a region or addresses, not both")
      }
      guard let host = hosts[region] else { throw decoder.error("region", "is required") }
      return BitwardenAddresses(
        api: "https://api.\(host)",
        identity: "https://identity.\(host)",
        isCloud: true
      )
    }
    if url != nil, api != nil || identity != nil {
      throw decoder.error("url", "either one address or 'apiUrl' and 'identityUrl', not both")
    }
    guard let apiURL = api ?? url.map({ "\($0)/api" }),
      let identityURL = identity ?? url.map({ "\($0)/identity" })
    else {
      throw decoder.error(
        "region",
        "one of 'region', 'url', or 'apiUrl' and 'identityUrl' is required",
        hint:
          "Bitwarden's cloud: \"region\": \"us\" or \"eu\". Self-hosted: \"url\": \"https://vault.example.com\"."
      )
    }
    return BitwardenAddresses(api: apiURL, identity: identityURL, isCloud: false)
  }

  private static let hosts = ["us": "bitwarden.com", "eu": "bitwarden.eu"]

  private static func withoutSlash(_ url: String) -> String {
    var url = url
    while url.hasSuffix("/") { url.removeLast() }
    return url
  }
}
