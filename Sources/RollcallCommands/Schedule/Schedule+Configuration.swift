internal import SafeFiles
internal import SyncConfiguration

extension Schedule {
  /// What a configuration needs around it: its secrets, what it reads, where it writes.
  init(
    _ configuration: Configuration,
    program: String,
    stateFolder: String?,
    account: Account
  ) {
    self.init(program: program, configuration: configuration.path, account: account)
    self.stateFolder = stateFolder ?? configuration.run.state
    deadline = configuration.run.deadline
    for (index, source) in configuration.sources.enumerated() { add(source, "sources[\(index)]") }
    add(configuration.organization)
    if let file = configuration.monitoring.metricsFile {
      writeFolders.append(SafePath.parent(file))
    }
    readPaths += configuration.monitoring.command.prefix(1)
  }

  private mutating func add(_ source: SourceSettings, _ key: String) {
    switch source {
    case .export(let export): readPaths.append(export.path)
    case .ldap(let ldap):
      add(ldap.bind.password, "\(key).bind.password")
      let files = [ldap.caFile, ldap.certificateFile, ldap.keyFile, ldap.bind.keytab]
      readPaths += files.compactMap(\.self)
    case .scim(let scim):
      let secret = scim.authorization.secret
      add(secret.reference, "\(key).\(secret.key)")
      readPaths += [scim.caFile].compactMap(\.self)
    }
  }

  private mutating func add(_ organization: OrganizationSettings) {
    switch organization {
    case .bitwarden(let bitwarden):
      add(bitwarden.clientSecret, "organization.clientSecret")
      add(bitwarden.scimToken, "organization.scim.token")
      readPaths += [bitwarden.caFile].compactMap(\.self)
    case .scim(let scim):
      let secret = scim.authorization.secret
      add(secret.reference, "organization.\(secret.key)")
      readPaths += [scim.caFile].compactMap(\.self)
    case .file(let path): writeFolders.append(SafePath.parent(path))
    }
  }

  private mutating func add(_ reference: SecretReference?, _ key: String) {
    if let reference { secrets.append(ScheduledSecret(key: key, reference: reference)) }
  }
}
