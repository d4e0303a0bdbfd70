internal import JSONReader
internal import LDAPClient
internal import SafeFiles

extension ConnectorTakeover {
  /// `directoryLdap`, and what of `sync` concerns it.
  mutating func takeDirectory(_ connector: ConnectorFile) throws(InitError) {
    let ldap = connector.settings
    set("sources[0].kind", "ldap")
    set("sources[0].name", "directory")
    try takeConnection(ldap)
    takeBind(ldap)
    let isActiveDirectory = ldap.flag("ad", default: true)
    set("sources[0].schema", isActiveDirectory ? "activeDirectory" : "auto")
    let root = try takeRoot(ldap)
    let sync = connector.sync
    set("sources[0].users.base", base("userPath", sync, root, isActiveDirectory))
    try takeFilter("user", "users", sync, isActiveDirectory)
    takeAddress(sync, isActiveDirectory)
    set("sources[0].groups.base", base("groupPath", sync, root, isActiveDirectory))
    try takeFilter("group", "groups", sync, isActiveDirectory)
    if !isActiveDirectory {
      set("sources[0].users.externalId", "dn")
      set("sources[0].groups.externalId", "dn")
      if let name = sync.text("groupNameAttribute") { set("sources[0].groups.name", name) }
      takeMember(sync)
    } else if sync.flag("groups") {
      note(
        "Active Directory's own accounts and groups ('Domain Users' and the like) were synchronized there where a filter let them in. Here they are left out unless the source says \"extras\": [\"systemObjects\"], and who has a group as the primary one is its member."
      )
    }
    if !ldap.flag("pagedSearch", default: true) { set("sources[0].pageSize", 0) }
    for key in ["revisionDateAttribute", "creationDateAttribute"] where sync.text(key) != nil {
      note("'sync.\(key)' has no use here: every run reads everything.")
    }
  }

  /// There a value with "=" and a comma was a name, any other a login, whatever the attribute.
  private mutating func takeMember(_ sync: JSONValue) {
    guard let member = sync.text("memberAttribute") else { return }
    set("sources[0].groups.member", member)
    switch member.lowercased() {
    case "member", "uniquemember": break
    case "memberuid":
      note(
        "Logins in 'memberUid' compared without case there; here case counts, as RFC 2307 has it."
      )
    default:
      note(
        "'sync.memberAttribute' is '\(member)': its values that are no distinguished names were logins there. Here only those of 'memberUid' are; 'rollcall check' warns if the groups come without members."
      )
    }
  }

  private mutating func takeConnection(_ ldap: JSONValue) throws(InitError) {
    guard let host = ldap.text("hostname") else {
      throw InitError("'directoryLdap.hostname' is empty: there is no server to read")
    }
    let usesTLS = ldap.flag("ssl")
    let startsTLS = ldap.flag("startTls")
    let scheme = usesTLS && !startsTLS ? "ldaps" : "ldap"
    let port = ldap["port"]?.int ?? ldap.text("port").flatMap { Int($0) } ?? 389
    let name = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    let usual = scheme == "ldaps" ? 636 : 389
    set("sources[0].urls", ["\(scheme)://\(name)\(port == usual ? "" : ":\(port)")"])
    if startsTLS { set("sources[0].startTLS", true) }
    if startsTLS, !usesTLS {
      note(
        "'startTls' without 'ssl' was no protection: passwords and people went over the network in plain text. Here StartTLS is used; if the server cannot do it, the run ends with 77 or 5."
      )
    } else if !usesTLS {
      note(
        "The connection was plain text. That is refused here unless the server is this machine: use ldaps or \"startTLS\": true, or say \"unprotected\": \"accepted\" in the source."
      )
    }
    if usesTLS || startsTLS { takeCertificates(ldap, startsTLS: startsTLS) }
  }

  private mutating func takeCertificates(_ ldap: JSONValue, startsTLS: Bool) {
    if ldap.flag("sslAllowUnauthorized") {
      set("sources[0].verifyCertificate", false)
      note(
        "'sslAllowUnauthorized' was on, and is taken over as \"verifyCertificate\": false: ANYBODY ON THE WAY CAN BE THE DIRECTORY, read its password and decide who has access. Name the CA in 'caFile' and take that line out."
      )
    }
    let files = [
      (startsTLS ? "tlsCaPath" : "sslCaPath", "caFile"), ("sslCertPath", "certificateFile"),
      ("sslKeyPath", "keyFile"),
    ]
    for (old, new) in files {
      guard let path = ldap.text(old) else { continue }
      if SafePath.isAbsolute(path), let status = try? FileStatus(of: path), status.kind == .file {
        set("sources[0].\(new)", path)
      } else {
        note(
          "'\(old)' is '\(path)', which is no file from the root: it was ignored there without a word, and is left out here. '\(new)' takes its place."
        )
      }
    }
  }

  private mutating func takeBind(_ ldap: JSONValue) {
    guard let name = ldap.text("username") else {
      set("sources[0].bind.method", "anonymous")
      return
    }
    set("sources[0].bind.method", "simple")
    set("sources[0].bind.dn", name)
    set("sources[0].bind.password", "env:LDAP_PASSWORD")
    note(
      "'sources[0].bind.password' comes from the variable LDAP_PASSWORD: put the password of '\(name)' there. It was kept in the operating system's store of secrets, or in the file itself, and is not taken over."
    )
  }

  /// What the connector made of `rootPath`: lower-cased, and from the first `dc=` on.
  private mutating func takeRoot(_ ldap: JSONValue) throws(InitError) -> String {
    guard let text = ldap.text("rootPath") else {
      throw InitError("'directoryLdap.rootPath' is empty: there is no place to search")
    }
    let lowered = text.lowercased()
    let root = lowered.firstRange(of: "dc=").map { String(lowered[$0.lowerBound...]) } ?? lowered
    if root != lowered {
      note("'rootPath' is '\(text)', of which only '\(root)' was used: so it is taken over.")
    } else if !root.hasPrefix("dc=") {
      note(
        "'rootPath' is '\(text)', without a 'dc=': where 'userPath' or 'groupPath' is set, that path alone was used, so it is taken over alone."
      )
    }
    return root
  }

  /// A path is below the root only where the root has a `dc=`; else it was the whole base.
  private func base(
    _ key: String,
    _ sync: JSONValue,
    _ root: String,
    _ isActiveDirectory: Bool
  ) -> String {
    let isBelow = root.hasPrefix("dc=")
    let standard = isBelow && isActiveDirectory && sync[key] == nil ? "CN=Users" : nil
    guard let path = sync.text(key) ?? standard else { return root }
    return isBelow ? "\(path),\(root)" : path
  }

  /// Active Directory's classes are forced there, and are the schema's here.
  private mutating func takeFilter(
    _ old: String,
    _ new: String,
    _ sync: JSONValue,
    _ isActiveDirectory: Bool
  ) throws(InitError) {
    let own = sync.text("\(old)Filter")
    let objectClass = isActiveDirectory ? nil : sync.text("\(old)ObjectClass")
    let text: String
    switch (objectClass, own) {
    case (nil, nil):
      if !isActiveDirectory { noteClass(new, "there is no filter") }
      return
    case (let name?, nil): text = "(objectClass=\(name))"
    case (nil, let own?): text = own
    case (let name?, let own?): text = "(&(objectClass=\(name))\(own))"
    }
    do throws(LDAPError) {
      let filter = try LDAPFilter(parsing: text)
      let namesClass = filter.attributes.contains { $0.lowercased() == "objectclass" }
      if !isActiveDirectory, !namesClass { noteClass(new, "the filter names no class") }
    } catch {
      throw InitError(
        "'sync.\(old)Filter' is no LDAP filter: \(error.summary)",
        hint: "Nothing was written. Correct it in a copy of the file (RFC 4515)."
      )
    }
    set("sources[0].\(new).filter", text)
  }

  /// With `"schema": "auto"` a filter that names no class narrows the class that the schema has.
  private mutating func noteClass(_ key: String, _ why: String) {
    note(
      "'sources[0].\(key).filter': \(why), so the classes of the schema that is recognised count as well (for users of OpenLDAP inetOrgPerson). The connector read every entry that fits: if others are meant, name their class, such as (objectClass=account), in the filter; 'rollcall show source' lists who is read."
    )
  }

  private mutating func takeAddress(_ sync: JSONValue, _ isActiveDirectory: Bool) {
    var ways = [sync.text("userEmailAttribute") ?? "mail"]
    if isActiveDirectory { ways = ["mail"] }
    if sync.flag("useEmailPrefixSuffix"), let suffix = sync.text("emailSuffix") {
      let prefix = isActiveDirectory ? "sAMAccountName" : sync.text("emailPrefixAttribute")
      if let prefix { ways.append("{\(prefix)}\(suffix)") }
    }
    set("sources[0].users.email", ways)
  }
}
