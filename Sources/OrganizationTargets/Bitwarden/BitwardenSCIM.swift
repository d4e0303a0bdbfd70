internal import DirectoryModel
internal import HTTPTransport
internal import HTTPTypes
internal import JSONReader

/// The organization's SCIM endpoint, for the two things that the Public API of older servers cannot do.
///
/// Its ids are those of the Public API (the contract's section 14.5).
struct BitwardenSCIM: Sendable {
  private let connection: BitwardenConnection

  /// - Throws: ``TargetError`` for an address that cannot be used.
  init(
    _ scim: BitwardenSettings.SCIM,
    _ settings: BitwardenSettings,
    _ transport: any HTTPTransport,
    _ clock: TransportClock,
    _ secrets: KnownSecrets
  ) throws(TargetError) {
    let address = try Self.address(scim.url, settings.clientID)
    secrets.add(scim.token)
    let authorized = AuthorizingTransport(transport, clock: clock) {
      AccessToken(value: scim.token, lifetime: nil)
    }
    var policy = RetryingTransport.Policy()
    policy.isRepeatable = { $0.method == .patch || $0.method == .get }
    connection = BitwardenConnection(
      api: address,
      transport: RetryingTransport(authorized, clock: clock, policy: policy),
      secrets: secrets
    )
  }

  /// Revokes or restores; a patch that finds it so already changes nothing.
  func setActive(_ id: GUID, _ isActive: Bool) async throws(BitwardenFailure) {
    do throws(BitwardenFailure) {
      _ = try await connection.call(
        .patch,
        "/users/\(id)",
        body: [
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          "Operations": [
            ["op": "replace", "path": "active", "value": JSONValue(.bool(isActive))]
          ],
        ]
      )
    } catch {
      // Who is gone has no access. In other words a 404 says that the address is wrong.
      guard !isActive, error == .refused(status: 404, message: "User not found.") else {
        throw error
      }
    }
  }

  private static func address(
    _ url: String,
    _ clientID: String
  ) throws(TargetError) -> ServiceAddress {
    let organization = clientID.split(separator: ".").last ?? ""
    let address = try BitwardenTarget.address(url)
    if address.path.lowercased().hasSuffix("/\(organization.lowercased())") { return address }
    return try BitwardenTarget.address("\(address)/\(organization)")
  }
}
