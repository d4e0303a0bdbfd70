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
    setStateByHand(configured: configuration.run.state)
    deadline = configuration.run.deadline
    secrets = configuration.secrets.map { ScheduledSecret(key: $0.key, reference: $0.reference) }
    for source in configuration.sources { add(source) }
    add(configuration.organization)
    for secret in secrets {
      if case .command(let program, _) = secret.reference { readPaths.append(program) }
    }
    if let file = configuration.monitoring.metricsFile {
      writeFolders.append(SafePath.parent(file))
    }
    readPaths += configuration.monitoring.command.prefix(1)
    closedPaths = ([program, self.configuration] + readPaths).filter(Self.isClosed)
  }

  private mutating func add(_ source: SourceSettings) {
    switch source {
    case .export(let export): readPaths.append(export.path)
    case .ldap(let ldap):
      let bind = ldap.bind
      let files = [ldap.caFile, ldap.certificateFile, ldap.keyFile, bind.keytab, bind.ticketFile]
      readPaths += files.compactMap(\.self)
    case .scim(let scim): readPaths += [scim.caFile].compactMap(\.self)
    }
  }

  private mutating func add(_ organization: OrganizationSettings) {
    switch organization {
    case .bitwarden(let bitwarden): readPaths += [bitwarden.caFile].compactMap(\.self)
    case .scim(let scim): readPaths += [scim.caFile].compactMap(\.self)
    case .file(let path): writeFolders.append(SafePath.parent(path))
    }
  }
}

extension LDAPSourceConfiguration.Bind {
  /// The file of `FILE:/run/sync.ccache`; nil for caches of another kind.
  fileprivate var ticketFile: String? {
    guard let ticketCache, ticketCache.hasPrefix("FILE:") else { return nil }
    return String(ticketCache.dropFirst("FILE:".count))
  }
}
