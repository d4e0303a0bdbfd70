internal import SCIMClient

extension SCIMServiceTraits {
  /// What the contract's provider table says about a service.
  ///
  /// - Parameter preset: One of `SCIMOption.presets`; nil for any other name.
  package init?(preset: String) {
    self.init()
    switch preset {
    // These have nothing that discovery or a refusal would not show.
    case "generic", "atlassian", "databricks", "launchdarkly", "salesforce", "zoom": break
    case "aws":
      client.paging = .cursor
      membersRead = .filter
      removesByValue = true
      replacesMembers = false
      keepsOneEmail = true
    case "bitwarden":
      isBitwarden = true
      heedsSchema = false
      client.pageSize = 1000
      membersRead = .none
      changesAddresses = false
      keepsOneEmail = true
      omitted = ["name", "displayName"]
      maximumGroupNameLength = 100
    case "entra":
      put = .no
      client.paging = .cursor
    case "github":
      hasGroups = false
      isReversible = false
      emailPatch = .array
    case "githubEnterprise": client.rate = 5
    case "miro":
      client.rate = 0.6
      membersChunk = 1000
    case "onepassword": changesAddresses = false
    case "slack":
      client.rate = 2.5
      client.pageSize = 1000
    case "webui": emailPatch = .primary
    case "deel", "zscaler": client.rate = 4
    default: return nil
    }
  }
}
