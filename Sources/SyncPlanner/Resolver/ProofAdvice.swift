internal import DirectoryModel

/// How an export is made that proves to be complete (`contracts/idp-exports.md` 3.2).
enum ProofAdvice {
  static func text(for source: SourceDescription) -> String {
    guard source.kind == .export else {
      return "let the server count what it returns"
    }
    switch source.provider {
    case "okta":
      return
        "save every page with its response headers (curl -i): the last one shows that none follows"
    case "onelogin":
      return "save every page with its response headers (Total-Count)"
    case "google", "entra", "ping", "authentik", "scim":
      return "save the provider's whole answers, page by page, and not only the lists in them"
    case "jumpcloud":
      return "save the whole answers of the v1 API, whose totalCount proves them"
    case "keycloak":
      return "export the realm with its users"
    default:
      return "use the neutral layout with \"complete\": true and \"counts\""
    }
  }
}
