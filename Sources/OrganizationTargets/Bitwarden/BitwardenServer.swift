internal import DirectoryModel
internal import JSONReader

/// What a server says about itself in `GET /config` (the contract's sections 15.1 and 16).
struct BitwardenServer: Equatable {
  /// Year, month, patch; empty if it does not tell.
  let version: [Int]
  /// The name of a server that is not Bitwarden's own: Vaultwarden.
  let otherName: String?

  init(_ config: JSONValue?) {
    let text = config?["version"]?.string ?? ""
    version = text.split(separator: ".").prefix(3).map { part in
      Int(part.prefix { $0.isASCII && $0.isNumber }) ?? 0
    }
    otherName = config?["server"]?["name"]?.string
  }

  /// Revoke and restore came with 2026.2.0.
  var canRevoke: Bool { !version.lexicographicallyPrecedes([2026, 2, 0]) }

  /// Staged members came with 2026.7.0.
  private var canStage: Bool { !version.lexicographicallyPrecedes([2026, 7, 0]) }

  /// What can be done on this server.
  ///
  /// SCIM, where it is configured, revokes and restores for servers whose Public API cannot.
  func capabilities(hasSCIM: Bool, stages: Bool) -> TargetCapabilities {
    var capabilities = TargetCapabilities()
    capabilities.canRevoke = canRevoke || hasSCIM
    capabilities.canRestore = canRevoke || hasSCIM
    capabilities.canInvite = !stages || canStage
    var notes: [String] = []
    if !capabilities.canRevoke {
      notes.append(
        "servers before 2026.2.0 cannot revoke or restore\(versionClause): update it, configure 'organization.scim', or set 'departures' to \"remove\""
      )
    }
    if !capabilities.canInvite {
      notes.append("servers before 2026.7.0 cannot stage members\(versionClause)")
    }
    capabilities.limitationNote = notes.isEmpty ? nil : notes.joined(separator: "; ")
    capabilities.removalNote =
      "whoever has no master password (trusted devices, Key Connector) cannot open the account again, and the Public API does not tell who that is: revoking can be taken back"
    let ownAccount = "only the member can change it, in the settings of the own Bitwarden account"
    let again = "remove the member in Bitwarden by hand; the next run invites the new address"
    capabilities.emailChangeCures = [
      .accepted: ownAccount, .confirmed: ownAccount, .invited: again, .staged: again,
      .revoked: ownAccount, .unknown: ownAccount,
    ]
    return capabilities
  }

  private var versionClause: String {
    version.isEmpty
      ? ", and this one does not tell its version"
      : ", and this is \(version.map(String.init).joined(separator: "."))"
  }
}
