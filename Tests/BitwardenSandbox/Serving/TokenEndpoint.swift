internal import HTTPTypes
internal import JSONReader

/// `POST /connect/token` (contract, section 4).
struct TokenEndpoint {
  let settings: SandboxSettings
  let request: SandboxRequest

  /// What a token lets in to.
  enum Scope: Equatable {
    case organization
    /// A personal key's: no use for the Public API.
    case personal
  }

  static let lifetime = 3600

  /// - Returns: The scope that is granted, or the answer that refuses.
  func judge(_ organization: SandboxOrganization) -> Result<Scope, TokenRefusal> {
    let type = request.fields[.contentType] ?? ""
    guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
      return .failure(refusal("invalid_request"))
    }
    let form = Self.form(request.body)
    if settings.kind == .vaultwarden { return judgeVaultwarden(form, organization) }
    guard form["grant_type"] == "client_credentials" else {
      return .failure(refusal("unsupported_grant_type"))
    }
    if form["client_id"]?.hasPrefix("user.") ?? false { return .success(.personal) }
    guard form["client_id"] == organization.clientID,
      form["client_secret"] == organization.apiKey, organization.isEnabled, organization.usesAPI
    else { return .failure(refusal("invalid_client")) }
    guard (form["scope"] ?? "api.organization") == "api.organization" else {
      return .failure(refusal("invalid_scope"))
    }
    return .success(.organization)
  }

  private func judgeVaultwarden(
    _ form: [String: String],
    _ organization: SandboxOrganization
  ) -> Result<Scope, TokenRefusal> {
    let names = Dictionary(
      form.map { ($0.key.lowercased().filter { $0 != "_" }, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
    for (field, name) in [
      ("device_identifier", "deviceidentifier"), ("device_name", "devicename"),
      ("device_type", "devicetype"),
    ] where (names[name] ?? "").isEmpty {
      return .failure(VaultwardenAPI.refusal("\(field) cannot be blank"))
    }
    guard names["scope"] == "api.organization" else {
      return .failure(VaultwardenAPI.refusal("Scope not supported"))
    }
    guard names["clientid"] == organization.clientID else {
      return .failure(VaultwardenAPI.refusal("Invalid client_id"))
    }
    guard names["clientsecret"] == organization.apiKey else {
      return .failure(VaultwardenAPI.refusal("Incorrect client_secret"))
    }
    return .success(.organization)
  }

  static func granted(_ token: String) -> SandboxAnswer {
    PublicJSON.single { writer in
      writer.object { writer in
        writer.field("access_token", token)
        writer.field("expires_in", lifetime)
        writer.field("token_type", "Bearer")
        writer.field("scope", "api.organization")
      }
    }
  }

  private func refusal(_ error: String) -> TokenRefusal {
    var answer = PublicJSON.single { writer in
      writer.object { $0.field("error", error) }
    }
    answer.status = 400
    answer.fields[.cacheControl] = "no-store"
    return TokenRefusal(answer: answer)
  }

  /// `application/x-www-form-urlencoded`; of a name that comes twice the first counts.
  private static func form(_ body: [UInt8]) -> [String: String] {
    let pairs = QueryText.pairs(String(decoding: body, as: UTF8.self))
    return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

struct TokenRefusal: Error {
  let answer: SandboxAnswer
}
