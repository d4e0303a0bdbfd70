internal import JSONReader
internal import SyncConfiguration

/// The configuration that the Directory Connector's settings come to, and what has to be said about it.
package struct ConnectorTakeover: Sendable {
  /// What could not be taken over, what meant something else, what is left to do; a sentence or two each.
  package private(set) var notes: [String] = []
  package private(set) var text = ""
  private(set) var entries: [(path: [String], value: JSONValue)] = []

  /// - Parameters:
  ///   - connector: The settings.
  ///   - file: Where the configuration will be, from the root.
  /// - Throws: ``InitError`` for a filter that cannot be taken over without synchronizing more people than before,
  ///   addresses of which one is missing, or settings that no configuration can hold.
  package init(_ connector: ConnectorFile, file: String) throws {
    switch connector.directory {
    case .ldap: try takeDirectory(connector)
    case .entra, .google, .okta, .onelogin: try takeExport(connector)
    }
    try takeOrganization(connector)
    takeRules(connector.sync)
    takeIdentity(connector)
    note(
      "Switch off the Directory Connector's own timer ('bwdc sync', its desktop app) before the first 'rollcall sync': two tools would undo each other's work."
    )
    let kind = connector.directory == .ldap ? "ldap" : "export"
    text = InitDocument(entries, sourceKind: kind, organizationKind: "bitwarden", notes: notes).text
    do throws(ConfigurationError) {
      _ = try Configuration.decode(Array(text.utf8), file: file)
    } catch {
      throw InitError(
        "the settings come to no configuration: \(error.summary)",
        hint: error.hint ?? "Correct them in a copy of the file."
      )
    }
  }

  mutating func note(_ sentence: String) { notes.append(sentence) }

  mutating func set(_ key: String, _ value: JSONValue) {
    entries.append((key.split(separator: ".").map(String.init), value))
  }

  mutating func set(_ key: String, _ text: String) { set(key, JSONValue(.string(text))) }

  mutating func set(_ key: String, _ list: [String]) {
    set(key, JSONValue(.array(list.map { JSONValue(.string($0)) })))
  }

  private mutating func takeOrganization(_ connector: ConnectorFile) throws(InitError) {
    set("organization.kind", "bitwarden")
    switch try ConnectorAddresses(connector.addresses) {
    case .region(let region): set("organization.region", region)
    case .url(let url): set("organization.url", url)
    case .pair(let api, let identity):
      set("organization.apiUrl", api)
      set("organization.identityUrl", identity)
    }
    if let id = connector.clientID ?? connector.organizationID.map({ "organization.\($0)" }) {
      set("organization.clientId", id)
    } else {
      set("organization.clientId", "organization.00000000-0000-0000-0000-000000000000")
      note("The file names no organization: fill in 'organization.clientId'.")
    }
    set("organization.clientSecret", "env:BITWARDEN_CLIENT_SECRET")
    note(
      "'organization.clientSecret' comes from the variable BITWARDEN_CLIENT_SECRET: the client_secret of the organization's API key, from the web vault. Secrets are not taken over."
    )
    if connector.sync["inviteUsersAfterProvisioning"]?.bool == false {
      set("organization.newMembers", "stage")
    }
  }

  private mutating func takeRules(_ sync: JSONValue) {
    set("groups.sync", JSONValue(.bool(sync.flag("groups"))))
    if !sync.flag("users") {
      note(
        "'sync.users' was off. There is no counterpart: people are always synchronized, so look at the plan before the first sync."
      )
    }
    if !sync.flag("removeDisabled") {
      note(
        "'sync.removeDisabled' was off: disabled people kept their access. Here they lose it, reversibly; \"departures\": { \"disabled\": \"keep\" } leaves them."
      )
    }
    set("departures.disabled", "revoke")
    if sync.flag("overwriteExisting") {
      note(
        "'sync.overwriteExisting' removed for good whoever was missing from the directory. Here they are revoked, which can be taken back ('departures.absent')."
      )
    }
    set("departures.absent", "revoke")
    let minutes = sync["interval"]?.int ?? 5
    note(
      "The Directory Connector ran every \(minutes) minutes while it was open; 'rollcall schedule --systemd' makes a timer."
    )
  }

  private mutating func takeIdentity(_ connector: ConnectorFile) {
    guard connector.directory == .ldap else {
      note(
        "Members and groups carry the directory's own ids, which the export has as well: the first plan finds everybody by them."
      )
      return
    }
    if connector.settings.flag("ad", default: true) {
      note(
        "Members and groups carry the objectGUID, in the same form as here: the first plan finds everybody by it."
      )
      note(
        "Only 'userAccountControl' said there who is disabled. Here expired accounts count as well: 'rollcall plan' shows whom that concerns."
      )
    } else {
      note(
        "Nothing said there who is disabled. Here the mark of the directory counts ('nsAccountLock', 'pwdAccountLockedTime', 'loginDisabled' and the like): 'rollcall plan' shows whom that concerns; 'sources[0].users.disabled' is a filter for another mark."
      )
      note(
        "Members and groups carry DNs as their ids, therefore \"externalId\": \"dn\". A DN changes when an entry is moved; to go on to the directory's immutable id, take both lines out, then 'rollcall plan --relink --out plan.json', review it, 'rollcall apply plan.json'."
      )
    }
  }
}
