extension LDAPError {
  /// The next thing to try, in whole sentences; names keys of a source's configuration.
  package var hint: String? {
    switch kind {
    case .invalidInput, .cancelled: nil
    case .unreachable: "Check 'urls', name resolution and the firewall."
    case .timedOut:
      "The server is there but does not answer: check its load and the firewall, or raise 'timeout'."
    case .tlsFailed:
      "Check that the port speaks TLS ('ldaps' usually is 636; 'startTLS' goes with 'ldap' on 389)."
    case .untrusted: untrustedHint
    case .unprotected:
      "Use an ldaps:// address or \"startTLS\": true; \"unprotected\": \"accepted\" lets it pass."
    case .disconnected: "The server or something on the way closed the connection: see its log."
    case .malformed: "Is this an LDAP server? Check 'urls'."
    case .tooLarge: "Ask for less with a filter, or have the attribute made smaller."
    case .cookieRefused:
      "The server lost its place in the search: too many others use it, or it limits the time between pages."
    case .incomplete: nil
    case .result(let code): Self.hint(for: code, detail: detail ?? "")
    }
  }

  private var untrustedHint: String {
    guard let detail else { return "Name the authority's certificate in 'caFile'." }
    if detail.contains("expired") { return "Have the server's certificate renewed." }
    if detail.contains("is for") {
      return
        "Use one of these names in 'urls', or have a certificate made for the name that is used."
    }
    return "Name the authority's certificate in 'caFile'."
  }

  private static func hint(for code: LDAPResultCode, detail: String) -> String? {
    switch code {
    case .invalidCredentials: credentialsHint(detail)
    case .timeLimitExceeded, .sizeLimitExceeded, .adminLimitExceeded:
      "The server limits what this account may read: lift its limits (slapd: 'limits dn.exact=\"…\" "
        + "size=unlimited time=unlimited size.prtotal=unlimited'; 389-ds: nsSizeLimit, nsLookThroughLimit and "
        + "nsPagedLookThroughLimit -1 on the account), or choose a smaller 'pageSize'."
    case .strongerAuthRequired, .confidentialityRequired:
      "The server wants protection: use ldaps:// or \"startTLS\": true, or for GSSAPI plain ldap://, where the "
        + "ticket itself seals the connection."
    case .referral: "The base is kept by another server: read from that one, or correct 'base'."
    case .unavailableCriticalExtension: "The server has no paging: set \"pageSize\": 0."
    case .noSuchObject:
      "The entry does not exist, was renamed, or the account that reads may not see it: check 'base' and its rights."
    case .invalidDNSyntax: "Check the spelling of the distinguished name."
    case .inappropriateAuthentication, .authMethodNotSupported:
      "The server does not take this way of binding: choose another 'bind.method'."
    case .insufficientAccessRights: "Give the account that reads the right to do it."
    case .busy, .unavailable:
      "The server cannot serve now: try again later, or name another in 'urls'."
    case .unwillingToPerform:
      "The server refuses: see its log. GSSAPI goes over plain ldap://."
    case .localError:
      "For GSSAPI: is there a valid ticket ('klist'), is the keytab newer than the password, and is the server "
        + "addressed by the name that its ticket is for?"
    case .filterError: "Check the filter (RFC 4515)."
    default: nil
    }
  }

  /// Active Directory puts the cause into its text as `data XXX` (Microsoft's Windows error codes, hexadecimal).
  private static func credentialsHint(_ detail: String) -> String {
    let causes = [
      "data 525": "There is no such account: check 'bind.dn'.",
      "data 52e": "Check 'bind.dn' and 'bind.password'.",
      "data 530": "The account may not log on at this hour.",
      "data 531": "The account may not log on from this machine.",
      "data 532": "The account's password has expired.",
      "data 533": "The account is disabled.",
      "data 701": "The account has expired.",
      "data 773": "The account's password has to be changed first.",
      "data 775":
        "The account is locked out: unlock it, and correct 'bind.password' before the next attempt.",
    ]
    let cause = causes.first { detail.contains($0.key) }?.value
    return (cause ?? "Check 'bind.dn' and 'bind.password'; the account may be locked.")
      + " It is not tried again, since more attempts could lock the account."
  }
}
