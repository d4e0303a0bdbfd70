extension KeyGuide {
  /// Keys of `sources`; without a kind those that all kinds have.
  static let sources: [String: KeyGuide] = [
    "sources[ldap].kind": KeyGuide("A directory, read by LDAP."),
    "sources[export].kind": KeyGuide("The exported files of an identity provider."),
    "sources[scim].kind": KeyGuide("A SCIM 2.0 service that is read."),
    "sources.name": KeyGuide(
      "What advisories, the state and --source call the source. If null, its kind. Ids that were seen are "
        + "remembered under this name: whoever changes it makes them foreign.",
      example: "\"hq\""
    ),
    "sources.domains": KeyGuide(
      "The domains that the source speaks for: an entry with another address is out of scope. With two or "
        + "more sources each has to name its own.",
      example: "[\"example.com\"]"
    ),
    "sources.doubtful": KeyGuide(
      "What to do where something shows that entries are missing: stop (5), or go on and take nothing but on "
        + "positive evidence; such a run is not a good run."
    ),
    "sources.requireProof": KeyGuide(
      "Whether a read that neither proves nor disproves that it is complete is an error (5)."
    ),
    "sources.caFile": KeyGuide(
      "A file of certificates in PEM to trust instead of the system's.",
      example: "\"ca.pem\""
    ),

    "sources[export].path": KeyGuide(
      "The file or the folder of the export.",
      example: "\"exports/okta\""
    ),
    "sources[export].provider": KeyGuide(
      "Whose export it is; recognised by its content with auto."
    ),
    "sources[export].maximumAge": KeyGuide(
      "An export is as old as the oldest file that users, groups or memberships are taken from; one that is older, or "
        + "from the future, is an error (5). Null: any age will do.",
      example: "\"26h\""
    ),
    "sources[export].users.filter": KeyGuide(
      "Who is read: a SCIM expression (RFC 7644, 3.4.2.2) over the provider's own attributes. Strings and names "
        + "compare without case.",
      example: "\"profile.department eq \\\"IT\\\"\""
    ),
    "sources[export].users.externalId": KeyGuide(
      "The attribute of a user that is the immutable id, in the provider's own names. Whoever lacks it makes the "
        + "export an error (5), unless the filter leaves them out. Memberships still name people by the provider's own id. "
        + "Null: that.",
      example: "\"profile.employeeNumber\""
    ),
    "sources[export].users.email": KeyGuide(
      "The attribute with the address; of a list its first value. Null: the provider's, see "
        + "rollcall-exports(7).",
      example: "\"profile.secondEmail\""
    ),
    "sources[export].users.displayName": KeyGuide(
      "The attribute with the name for people. Null: the provider's.",
      example: "\"profile.nickName\""
    ),
    "sources[export].extras": KeyGuide(
      "What is left out unless it is named here: Entra's guests, people outside of a Google organization, "
        + "Okta's built-in group Everyone."
    ),
    "sources[export].realm": KeyGuide(
      "Keycloak: which realm, if the export has several.",
      example: "\"staff\""
    ),
    "sources[export].oneloginGroups": KeyGuide("OneLogin: whether roles or groups are the groups."),

    "sources[scim].url": KeyGuide(
      "The service's base address, above /Users.",
      example: "\"https://idp.example.com/scim/v2\""
    ),
    "sources[scim].pageSize": KeyGuide("Entries asked for at once.", example: "1000"),
    "sources[scim].users.filter": KeyGuide(
      "Who is read: a SCIM expression, judged here, not by the service.",
      example: "\"userType eq \\\"Employee\\\"\""
    ),
    "sources[scim].groups.filter": KeyGuide(
      "Which groups are read: a SCIM expression, judged here.",
      example: "\"displayName sw \\\"app-\\\"\""
    ),
  ].merging(ldap) { first, _ in first }.merging(scim(below: "sources[scim]")) { first, _ in first }

  private static let ldap: [String: KeyGuide] = [
    "sources[ldap].urls": KeyGuide(
      "Addresses (ldaps, ldap, ldapi), tried in this order.",
      example: "[\"ldaps://dc1.example.com\", \"ldaps://dc2.example.com\"]"
    ),
    "sources[ldap].pageSize": KeyGuide(
      "Entries asked for at once; 0 asks the server without paging.",
      example: "1000"
    ),
    "sources[ldap].startTLS": KeyGuide("Whether an ldap address is protected by StartTLS."),
    "sources[ldap].certificateFile": KeyGuide(
      "The client certificate in PEM, for an external bind.",
      example: "\"client.pem\""
    ),
    "sources[ldap].keyFile": KeyGuide(
      "The client certificate's private key in PEM.",
      example: "\"client.key\""
    ),
    "sources[ldap].verifyCertificate": KeyGuide(
      "Whether the server's certificate is checked. Without that anybody on the way can be the directory."
    ),
    "sources[ldap].unprotected": KeyGuide(
      "LDAP without TLS or SASL protection outside of this machine is refused unless it is accepted here; then every run says so."
    ),
    "sources[ldap].useSystemDefaults": KeyGuide(
      "Whether ldap.conf(5) and LDAP… variables of the environment count; certificates are checked all the same."
    ),
    "sources[ldap].bind.method": KeyGuide("How to authenticate."),
    "sources[ldap].bind.dn": KeyGuide(
      "The name to bind as, for a simple bind.",
      example: "\"cn=reader,dc=example,dc=com\""
    ),
    "sources[ldap].bind.password": KeyGuide("Its password.", example: "\"env:LDAP_PASSWORD\""),
    "sources[ldap].bind.keytab": KeyGuide(
      "A Kerberos key table, for GSSAPI without a ticket at hand.",
      example: "\"/etc/rollcall/sync.keytab\""
    ),
    "sources[ldap].bind.ticketCache": KeyGuide(
      "A Kerberos ticket cache, for GSSAPI; null: the usual one.",
      example: "\"FILE:/run/rollcall/ccache\""
    ),
    "sources[ldap].schema": KeyGuide(
      "The kind of directory, which decides the attributes and the marks of disabled accounts."
    ),
    "sources[ldap].users.base": KeyGuide(
      "Where users are; several bases are read one after the other.",
      example: "\"ou=people,dc=example,dc=com\""
    ),
    "sources[ldap].users.filter": KeyGuide(
      "Who is read: an LDAP filter (RFC 4515). It narrows the schema's own, or takes its place if it names objectClass "
        + "or objectCategory itself (in Active Directory both hold). Null: the schema's alone.",
      example: "\"(department=IT)\""
    ),
    "sources[ldap].users.scope": KeyGuide("How far below the base to look."),
    "sources[ldap].users.externalId": KeyGuide(
      "The attribute with the immutable id, or dn for the name itself. Null: the schema's.",
      example: "\"entryUUID\""
    ),
    "sources[ldap].users.email": KeyGuide(
      "Attributes with the address, in order of preference, or a template. Null: the schema's.",
      example: "[\"mail\", \"{uid}@example.com\"]"
    ),
    "sources[ldap].users.displayName": KeyGuide(
      "The attribute with the name for people. Null: the schema's.",
      example: "\"cn\""
    ),
    "sources[ldap].users.disabled": KeyGuide(
      "An LDAP filter that fits disabled people, in place of all of the schema's marks. Null: the schema's.",
      example: "\"(employeeType=left)\""
    ),
    "sources[ldap].groups.base": KeyGuide(
      "Where groups are. Null: there are none to read.",
      example: "\"ou=groups,dc=example,dc=com\""
    ),
    "sources[ldap].groups.filter": KeyGuide(
      "Which groups are read: an LDAP filter. It narrows the schema's own, or takes its place if it names objectClass "
        + "itself.",
      example: "\"(cn=app-*)\""
    ),
    "sources[ldap].groups.scope": KeyGuide("How far below the base to look."),
    "sources[ldap].groups.externalId": KeyGuide(
      "The attribute with the immutable id, or dn. Null: the schema's.",
      example: "\"entryUUID\""
    ),
    "sources[ldap].groups.name": KeyGuide(
      "The attribute with the group's name. Null: the schema's.",
      example: "\"cn\""
    ),
    "sources[ldap].groups.member": KeyGuide(
      "The attribute with the members: names, or logins in memberUid. Null: the schema's.",
      example: "\"member\""
    ),
    "sources[ldap].memberOf": KeyGuide(
      "Whether memberships are read from memberOf of users and groups (groupMembership in eDirectory) instead of the "
        + "groups' members."
    ),
    "sources[ldap].timeout": KeyGuide("How long one answer may take.", example: "\"2m\""),
    "sources[ldap].ignoreReferrals": KeyGuide(
      "Parts of the tree on other servers that may stay unread: beginnings of the addresses that the server "
        + "refers to. Any other referral makes the read incomplete (5).",
      example: "[\"ldap://child.example.com\"]"
    ),
    "sources[ldap].extras": KeyGuide(
      "What is left out unless it is named here: Active Directory's critical system objects."
    ),
  ]
}
