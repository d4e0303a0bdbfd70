/// What a server answered: a result code of RFC 4511, appendix A, or one of libldap's own below zero.
package struct LDAPResultCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  package static let success = LDAPResultCode(rawValue: 0)
  package static let operationsError = LDAPResultCode(rawValue: 1)
  package static let protocolError = LDAPResultCode(rawValue: 2)
  package static let timeLimitExceeded = LDAPResultCode(rawValue: 3)
  package static let sizeLimitExceeded = LDAPResultCode(rawValue: 4)
  package static let authMethodNotSupported = LDAPResultCode(rawValue: 7)
  package static let strongerAuthRequired = LDAPResultCode(rawValue: 8)
  package static let referral = LDAPResultCode(rawValue: 10)
  package static let adminLimitExceeded = LDAPResultCode(rawValue: 11)
  package static let unavailableCriticalExtension = LDAPResultCode(rawValue: 12)
  package static let confidentialityRequired = LDAPResultCode(rawValue: 13)
  package static let noSuchObject = LDAPResultCode(rawValue: 32)
  package static let invalidDNSyntax = LDAPResultCode(rawValue: 34)
  package static let inappropriateAuthentication = LDAPResultCode(rawValue: 48)
  package static let invalidCredentials = LDAPResultCode(rawValue: 49)
  package static let insufficientAccessRights = LDAPResultCode(rawValue: 50)
  package static let busy = LDAPResultCode(rawValue: 51)
  package static let unavailable = LDAPResultCode(rawValue: 52)
  package static let unwillingToPerform = LDAPResultCode(rawValue: 53)
  /// libldap: the connection is gone.
  package static let serverDown = LDAPResultCode(rawValue: -1)
  /// libldap: something on this side, such as a missing Kerberos ticket.
  package static let localError = LDAPResultCode(rawValue: -2)
  package static let decodingError = LDAPResultCode(rawValue: -4)
  package static let timeout = LDAPResultCode(rawValue: -5)
  package static let filterError = LDAPResultCode(rawValue: -7)
  package static let connectError = LDAPResultCode(rawValue: -11)
}

extension LDAPResultCode: CustomStringConvertible {
  /// The RFC's name and the number: `sizeLimitExceeded (4)`.
  package var description: String {
    guard let name = Self.names[rawValue] else { return "result code \(rawValue)" }
    return "\(name) (\(rawValue))"
  }

  private static let names: [Int32: String] = [
    0: "success", 1: "operationsError", 2: "protocolError", 3: "timeLimitExceeded",
    4: "sizeLimitExceeded", 5: "compareFalse", 6: "compareTrue", 7: "authMethodNotSupported",
    8: "strongerAuthRequired", 10: "referral", 11: "adminLimitExceeded",
    12: "unavailableCriticalExtension", 13: "confidentialityRequired", 14: "saslBindInProgress",
    16: "noSuchAttribute", 17: "undefinedAttributeType", 18: "inappropriateMatching",
    19: "constraintViolation", 20: "attributeOrValueExists", 21: "invalidAttributeSyntax",
    32: "noSuchObject", 33: "aliasProblem", 34: "invalidDNSyntax",
    36: "aliasDereferencingProblem", 48: "inappropriateAuthentication", 49: "invalidCredentials",
    50: "insufficientAccessRights", 51: "busy", 52: "unavailable", 53: "unwillingToPerform",
    54: "loopDetect", 64: "namingViolation", 65: "objectClassViolation",
    66: "notAllowedOnNonLeaf", 67: "notAllowedOnRDN", 68: "entryAlreadyExists",
    69: "objectClassModsProhibited", 71: "affectsMultipleDSAs", 80: "other",
    -1: "server down", -2: "local error", -3: "encoding error", -4: "decoding error",
    -5: "time-out", -6: "unknown authentication method", -7: "filter error", -8: "cancelled",
    -9: "parameter error", -10: "no memory", -11: "connect error", -12: "not supported",
  ]
}
