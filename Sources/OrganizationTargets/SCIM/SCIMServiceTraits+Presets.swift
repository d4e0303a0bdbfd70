extension SCIMServiceTraits {
  /// What the contract's provider table says about a service.
  ///
  /// - Parameter preset: One of `SCIMTargetOption.presets`; nil for any other name.
  package init?(preset: String) {
    self.init()
    switch preset {
    // These have nothing that discovery or a refusal would not show.
    case "generic", "atlassian", "salesforce": break
    case "aws":
      paging = .cursor
      membersRead = .filter
      removesByValue = true
      replacesMembers = false
      keepsOneEmail = true
    case "bitwarden":
      isBitwarden = true
      heedsSchema = false
      pageSize = 1000
      membersRead = .none
      changesAddresses = false
      keepsOneEmail = true
      omitted = ["name", "displayName"]
      maximumGroupNameLength = 100
    case "entra":
      put = .no
      paging = .cursor
    case "github":
      hasGroups = false
      suspends = false
      emailPatch = .array
    case "githubEnterprise": rate = 5
    case "miro":
      rate = 0.6
      membersChunk = 1000
    case "onepassword": changesAddresses = false
    case "slack":
      rate = 2.5
      pageSize = 1000
    case "webui": emailPatch = .primary
    case "zscaler": rate = 4
    default: return nil
    }
  }
}
