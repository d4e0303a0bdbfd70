internal import HTTPTypes

/// A server that behaves like Bitwarden's, for tests and for trying rollcall by hand; it keeps everything in memory.
///
/// Ask it directly, or over the network through ``SandboxServer``: API below `/api`, identity below `/identity`,
/// SCIM below `/scim`, as a self-hosted Bitwarden has them.
package actor Sandbox {
  package nonisolated let settings: SandboxSettings
  package nonisolated let clock: SandboxClock
  package private(set) var organization: SandboxOrganization
  /// Every request, in the order of arrival.
  package private(set) var log: [LoggedRequest] = []
  private var faults: [SandboxFault] = []
  private var limiter = RateLimiter()
  private var tokens: [String: (scope: TokenEndpoint.Scope, expiry: Duration)] = [:]
  private var generator: SandboxGenerator

  package init(
    _ settings: SandboxSettings = SandboxSettings(),
    clock: SandboxClock = SandboxClock(runs: true)
  ) {
    self.settings = settings
    self.clock = clock
    organization = SandboxOrganization(seed: settings.seed)
    generator = SandboxGenerator(seed: settings.seed &+ 7)
  }

  /// Changes the organization behind the API's back, as an administrator would.
  package func change<Value: Sendable>(
    _ body: @Sendable (inout SandboxOrganization) -> Value
  ) -> Value {
    body(&organization)
  }

  package func add(_ fault: SandboxFault) { faults.append(fault) }

  package func clearLog() { log = [] }

  package func handle(_ request: SandboxRequest) async -> SandboxAnswer {
    if settings.latency > .zero { try? await Task.sleep(for: settings.latency) }
    let path = Self.withoutPrefix(request.path)
    let effect = takeFault(request.method, path)
    if case .delay(let duration) = effect { try? await Task.sleep(for: duration) }
    var answer = spoiled(effect, request) ?? serve(request, path)
    switch effect {
    case .serveThenDrop, .drop: answer.dropsConnection = true
    case .serveThenRefuse(let status): answer = Self.proxyPage(status)
    case .tooManyRequests, .refuse, .delay, .page, .expireTokens, nil: break
    }
    if let date = settings.date { answer.fields[.date] = date }
    log.append(
      LoggedRequest(
        method: request.method,
        path: request.path,
        body: String(decoding: request.body, as: UTF8.self),
        status: answer.dropsConnection ? nil : answer.status
      )
    )
    return answer
  }

  // MARK: - Faults

  private func takeFault(_ method: String, _ path: [String]) -> SandboxFault.Effect? {
    for index in faults.indices where faults[index].matches(method, path) {
      if faults[index].skip > 0 {
        faults[index].skip -= 1
        continue
      }
      guard faults[index].times > 0 else { continue }
      faults[index].times -= 1
      return faults[index].effect
    }
    return nil
  }

  /// The answer of a fault that keeps the request from being served.
  private func spoiled(
    _ effect: SandboxFault.Effect?,
    _ request: SandboxRequest
  ) -> SandboxAnswer? {
    switch effect {
    case .tooManyRequests(let seconds):
      return RateLimitAnswer.refusal(period: "1m", retryAfter: seconds)
    case .refuse(500): return SandboxRefusal.unhandled.answer
    case .refuse(let status): return Self.proxyPage(status)
    case .drop: return SandboxAnswer(status: 500)
    case .page: return .html(200, "Welcome")
    case .expireTokens:
      tokens = [:]
      return nil
    case .serveThenRefuse, .serveThenDrop, .delay, nil: return nil
    }
  }

  private static func proxyPage(_ status: Int) -> SandboxAnswer {
    let titles = [
      502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out",
    ]
    return .html(status, titles[status] ?? "Error")
  }

  // MARK: - Routes

  private static func withoutPrefix(_ path: String) -> [String] {
    let parts = path.split(separator: "/").map(String.init)
    return ["api", "identity", "scim"].contains(parts.first) ? Array(parts.dropFirst()) : parts
  }

  private func serve(_ request: SandboxRequest, _ path: [String]) -> SandboxAnswer {
    let limit =
      settings.isCloud && !request.path.hasPrefix("/scim")
      ? limiter.verdict(request.method, request.path.lowercased(), now: clock.now) : nil
    if case .exceeded(let rule, let pause) = limit {
      return RateLimitAnswer.refusal(period: rule.name, retryAfter: RateLimitAnswer.seconds(pause))
    }
    var answer: SandboxAnswer
    do throws(SandboxRefusal) {
      answer = try route(request, path)
    } catch {
      answer = error.answer
    }
    if case .passes(let rule, let remaining, _) = limit, (200...299).contains(answer.status) {
      RateLimitAnswer.add(rule, remaining, to: &answer)
    }
    return answer
  }

  private func route(
    _ request: SandboxRequest,
    _ path: [String]
  ) throws(SandboxRefusal) -> SandboxAnswer {
    switch path.first {
    case "connect" where path == ["connect", "token"]:
      guard request.method == "POST" else { throw .empty(405) }
      return token(request)
    case "config" where path.count == 1: return ConfigEndpoint.answer(settings)
    case "alive" where path.count == 1:
      return .json(Array("\"2026-11-25T12:00:00.0000000Z\"".utf8))
    case "v2":
      guard settings.kind == .bitwarden else { return VaultwardenAPI.notFound }
      return try SCIMAPI(settings: settings, request: request)
        .answer(Array(path.dropFirst()), &organization)
    case "public": return try publicAnswer(request, path)
    default:
      if settings.kind == .vaultwarden { return VaultwardenAPI.notFound }
      throw .empty(404)
    }
  }

  private func publicAnswer(
    _ request: SandboxRequest,
    _ path: [String]
  ) throws(SandboxRefusal) -> SandboxAnswer {
    if settings.kind == .vaultwarden {
      let isImport = path == ["public", "organization", "import"]
      if isImport, scope(request) == nil { return SandboxAnswer(status: 401) }
      return VaultwardenAPI(request: request).answer(path, &organization)
    }
    guard let scope = scope(request) else { return Self.unauthorized(request) }
    guard scope == .organization else { throw .empty(403) }
    return try PublicAPI(settings: settings, request: request)
      .answer(Array(path.dropFirst()), &organization, &generator)
  }

  // MARK: - Tokens

  private func token(_ request: SandboxRequest) -> SandboxAnswer {
    switch TokenEndpoint(settings: settings, request: request).judge(organization) {
    case .failure(let refusal): return refusal.answer
    case .success(let scope):
      let token = generator.makeToken()
      tokens[token] = (scope, clock.now + .seconds(TokenEndpoint.lifetime))
      return TokenEndpoint.granted(token)
    }
  }

  private func scope(_ request: SandboxRequest) -> TokenEndpoint.Scope? {
    guard let field = request.fields[.authorization], field.lowercased().hasPrefix("bearer "),
      let token = tokens[String(field.dropFirst(7))], token.expiry > clock.now
    else { return nil }
    return token.scope
  }

  private static func unauthorized(_ request: SandboxRequest) -> SandboxAnswer {
    let problem =
      request.fields[.authorization] == nil
      ? "Bearer" : "Bearer error=\"invalid_token\", error_description=\"The token expired\""
    return SandboxAnswer(status: 401, fields: [.wwwAuthenticate: problem])
  }
}
