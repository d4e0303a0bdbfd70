internal import DirectoryModel
internal import JSONReader
internal import SCIMFilter

extension ObjectDecoder {
  /// The address of a service: `https`, or `http` to this very machine.
  func url(_ key: String) throws(ConfigurationError) -> String? {
    guard let text = try string(key) else { return nil }
    try check(key, text, schemes: ["https", "http"])
    return text
  }

  /// The same, of which the effective configuration shows the host alone: path and query may be a secret.
  func privateURL(_ key: String) throws(ConfigurationError) -> String? {
    let standard = JSONValue(.null)
    let value = try value(key, .privateURL, standard: standard, acceptsNull: true, decides: false)
    guard let value else { return nil }
    let text = try text(key, value)
    try check(key, text, schemes: ["https", "http"])
    return text
  }

  func requiredURL(_ key: String) throws(ConfigurationError) -> String {
    let text = try requiredString(key)
    try check(key, text, schemes: ["https", "http"])
    return text
  }

  /// Addresses of directories.
  func ldapURLs(_ key: String) throws(ConfigurationError) -> [String] {
    let urls = try requiredStrings(key)
    guard !urls.isEmpty else { throw error(key, "at least one address is required") }
    for url in urls { try check(key, url, schemes: ["ldaps", "ldap", "ldapi"]) }
    return urls
  }

  private func check(
    _ key: String,
    _ text: String,
    schemes: [String]
  ) throws(ConfigurationError) {
    let examples = schemes[0] == "https" ? "https://service.example.com" : "ldaps://dc1.example.com"
    guard let colon = text.firstRange(of: "://"),
      schemes.contains(text[..<colon.lowerBound].lowercased()),
      !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7f })
    else { throw error(key, "expected an address such as \"\(examples)\"") }
    let scheme = text[..<colon.lowerBound].lowercased()
    let authority = text[colon.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else {
      throw error(
        key,
        "an address holds no user name and no password",
        hint: "Secrets are references in keys of their own."
      )
    }
    if authority.isEmpty, scheme != "ldapi" {
      throw error(key, "expected an address such as \"\(examples)\"")
    }
    if scheme == "http", !Self.isLoopback(authority) {
      throw error(
        key,
        "must begin with https:// unless it is this machine's own address",
        hint: "The credentials would cross the network in clear text."
      )
    }
  }

  private static func isLoopback(_ authority: Substring) -> Bool {
    if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
    let host = authority.prefix { $0 != ":" }.lowercased()
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "localhost"
      || octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
  }

  /// A SCIM filter, which must parse.
  func filter(_ key: String) throws(ConfigurationError) -> String? {
    guard let text = try string(key, decides: true) else { return nil }
    try checkFilter(key, text)
    return text
  }

  func checkFilter(_ key: String, _ text: String) throws(ConfigurationError) {
    do throws(FilterError) {
      _ = try Filter(parsing: text)
    } catch {
      throw self.error(key, "'\(text)': \(error)")
    }
  }

  /// The path of an attribute in the records of an export.
  func attribute(_ key: String, decides: Bool = false) throws(ConfigurationError) -> String? {
    guard let text = try string(key, decides: decides) else { return nil }
    guard AttributePath(parsing: text) != nil else {
      throw error(
        key,
        "'\(text)' is no attribute",
        hint: "It is a name as in the export, or several with dots between: 'profile.secondEmail'."
      )
    }
    return text
  }

  /// Domains of addresses: `example.com`, without an `@`.
  func checkDomains(_ key: String, _ domains: [String]) throws(ConfigurationError) {
    for domain in domains {
      guard (try? EmailAddress(parsing: "a@\(domain)")) != nil else {
        throw error(key, "'\(domain)' is no domain such as example.com")
      }
    }
  }

  /// Addresses of people, no patterns.
  func checkAddresses(_ key: String, _ addresses: [String]) throws(ConfigurationError) {
    for address in addresses {
      guard (try? EmailAddress(parsing: address)) != nil else {
        throw error(key, "'\(address)' is no e-mail address")
      }
    }
  }
}
