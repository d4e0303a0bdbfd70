import TestSupport

/// A site whose source is the directory server of the suite that runs.
struct LDAPSite {
  let site: Site
  let server: LDAPServer
  /// Who reads.
  var reader: String
  var userBases: [String]
  var groupBase: String
  /// Further keys of `users`, as JSON members.
  var userKeys = ""
  /// Further keys of the configuration, as JSON members.
  var settings = ""

  init(_ folder: String) throws {
    site = Site(folder, people: 0)
    server = try LDAPServer.running()
    reader = server.reader
    userBases = ["ou=people," + server.base]
    groupBase = "ou=groups," + server.base
    try site.write(server.password, to: "secret")
    try site.protect("secret")
  }

  func run(_ arguments: String...) async throws -> RollcallProcess.Result {
    try await run(arguments)
  }

  func run(_ arguments: [String]) async throws -> RollcallProcess.Result {
    let bases = userBases.map { "\"\($0)\"" }.joined(separator: ", ")
    var site = site
    site.source = """
      { "kind": "ldap", "name": "hq", "urls": ["\(server.url)"], "timeout": "2m",
        "bind": { "method": "simple", "dn": "\(reader)", "password": "file:secret" },
        "users": { "base": [\(bases)]\(userKeys.isEmpty ? "" : ", " + userKeys) },
        "groups": { "base": "\(groupBase)" } }
      """
    site.settings = settings.isEmpty ? "" : ", " + settings
    return try await site.runWithoutExport(arguments)
  }
}
