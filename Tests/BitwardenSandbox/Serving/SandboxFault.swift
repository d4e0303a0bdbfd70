/// Something that goes wrong with some calls (contract, section 18).
package struct SandboxFault: Sendable {
  package let method: String?
  /// `/public/members/*/revoke`, without the prefixes `/api`, `/identity`, `/scim`; nil for all paths.
  package let path: String?
  /// Calls that are served before it begins.
  package var skip: Int
  /// Calls that it spoils.
  package var times: Int
  package let effect: Effect

  package enum Effect: Sendable {
    /// 429 with `Retry-After`, instead of serving.
    case tooManyRequests(retryAfter: Int)
    /// An error in the API's own shape (500), or a proxy's page (others), instead of serving.
    case refuse(status: Int)
    /// A proxy gives up while the server goes on: the change is made, the answer is a page.
    case serveThenRefuse(status: Int)
    /// The connection ends before anything is done.
    case drop
    /// The connection ends after the change was made.
    case serveThenDrop
    case delay(Duration)
    /// 200 with a page: a captive portal, a maintenance notice.
    case page
    /// All tokens given out so far are worth nothing from this call on.
    case expireTokens
  }

  package init(
    _ effect: Effect,
    method: String? = nil,
    path: String? = nil,
    skip: Int = 0,
    times: Int = 1
  ) {
    self.effect = effect
    self.method = method
    self.path = path
    self.skip = skip
    self.times = times
  }

  func matches(_ method: String, _ path: [String]) -> Bool {
    if let wanted = self.method, wanted != method { return false }
    guard let pattern = self.path?.split(separator: "/") else { return true }
    return pattern.count == path.count
      && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
