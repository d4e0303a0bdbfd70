internal import LDAPClient

extension LDAPSchema {
  /// The preset of that name; nil for `auto` and unknown names.
  static func named(_ name: String) -> LDAPSchema? {
    [activeDirectory, openldap, rfc2307, ds389, freeipa, edirectory, generic].first {
      $0.name == name
    }
  }

  static let activeDirectory = LDAPSchema(
    name: "activeDirectory",
    // `objectClass=user` alone also finds computers, `objectCategory=person` alone contacts.
    userFilter: .and([.equal("objectCategory", "person"), .equal("objectClass", "user")]),
    filtersAlwaysHold: true,
    userIDs: ["objectGUID"],
    disabled: .hasBits("userAccountControl", 2),
    stateAttribute: "userAccountControl",
    expiry: Expiry(attribute: "accountExpires", format: .windowsTicks),
    systemObject: "isCriticalSystemObject",
    groupFilter: .equal("objectClass", "group"),
    groupIDs: ["objectGUID"],
    memberNames: ["member"],
    primaryGroup: .securityIdentifier,
    harmlessReferrals: ["CN=Configuration,", "DC=DomainDnsZones,", "DC=ForestDnsZones,"],
    tombstone: .equal("isDeleted", "TRUE")
  )

  static let openldap = LDAPSchema(
    name: "openldap",
    userFilter: .equal("objectClass", "inetOrgPerson"),
    userIDs: ["entryUUID"],
    // The mark of the password policy (draft-behera-ldap-password-policy) for "locked by an administrator".
    disabled: .equal("pwdAccountLockedTime", "000001010000Z"),
    groupFilter: namedGroups,
    groupIDs: ["entryUUID"],
    memberNames: ["member", "uniqueMember"]
  )

  static let rfc2307 = LDAPSchema(
    name: "rfc2307",
    userFilter: .equal("objectClass", "posixAccount"),
    userIDs: ["entryUUID"],
    disabled: .equal("pwdAccountLockedTime", "000001010000Z"),
    groupFilter: .equal("objectClass", "posixGroup"),
    groupIDs: ["entryUUID"],
    // RFC 2307bis has names on the same entry.
    memberNames: ["member"],
    memberLogins: "memberUid",
    primaryGroup: .groupNumber
  )

  static let ds389 = LDAPSchema(
    name: "389ds",
    userFilter: .equal("objectClass", "person"),
    userIDs: ["nsUniqueId"],
    disabled: .equal("nsAccountLock", "true"),
    groupFilter: namedGroups,
    groupIDs: ["nsUniqueId"],
    memberNames: ["member", "uniqueMember"],
    tombstone: nsTombstone
  )

  static let freeipa = LDAPSchema(
    name: "freeipa",
    userFilter: .equal("objectClass", "inetOrgPerson"),
    userIDs: ["ipaUniqueID", "nsUniqueId"],
    disabled: .equal("nsAccountLock", "true"),
    groupFilter: .equal("objectClass", "ipaUserGroup"),
    groupIDs: ["ipaUniqueID", "nsUniqueId"],
    memberNames: ["member"],
    tombstone: nsTombstone,
    // Copies for old clients; staged and preserved users.
    shadowSubtrees: ["cn=compat,", "cn=provisioning,"]
  )

  static let edirectory = LDAPSchema(
    name: "edirectory",
    userFilter: .equal("objectClass", "inetOrgPerson"),
    userIDs: ["GUID"],
    displayNames: ["displayName", "fullName", "cn"],
    disabled: .equal("loginDisabled", "TRUE"),
    expiry: Expiry(attribute: "loginExpirationTime", format: .generalizedTime),
    groupFilter: namedGroups,
    groupIDs: ["GUID"],
    memberNames: ["member"],
    memberOf: "groupMembership"
  )

  static let generic = LDAPSchema(
    name: "generic",
    userFilter: .equal("objectClass", "person"),
    userIDs: ["entryUUID", "nsUniqueId", "ibm-entryUuid", "orclGuid"],
    disabled: .or([
      .equal("nsAccountLock", "true"),
      .equal("pwdAccountLockedTime", "000001010000Z"),
      .equal("ds-pwp-account-disabled", "true"),
      .equal("loginDisabled", "TRUE"),
      .equal("orclIsEnabled", "DISABLED"),
      .equal("ibm-pwdAccountLocked", "true"),
    ]),
    groupFilter: namedGroups,
    groupIDs: ["entryUUID", "nsUniqueId", "ibm-entryUuid", "orclGuid"],
    memberNames: ["member", "uniqueMember"]
  )

  /// Kept by servers that take part in a replication; shown only to searches that ask for this class.
  private static let nsTombstone = LDAPFilter.equal("objectClass", "nsTombstone")

  private static let namedGroups = LDAPFilter.or([
    .equal("objectClass", "groupOfNames"), .equal("objectClass", "groupOfUniqueNames"),
    .equal("objectClass", "groupOfURLs"),
  ])
}
