/// Everything that `rollcall init` asks, in its order.
enum InitFields {
  static let all = source + ldap + export + scim + organization + policy

  private static let kind = "sources[0].kind"

  private static let source = [
    InitField(
      section: .source,
      key: kind,
      prompt: "What is the directory",
      help:
        "An LDAP directory or Active Directory, the export of an identity provider, or a SCIM service.",
      form: .word(["ldap", "export", "scim"]),
      standard: "ldap",
      placeholder: "export"
    )
  ]

  private static let ldap: [InitField] = [
    InitField(
      section: .source,
      key: "sources[0].urls",
      prompt: "Addresses of the servers, separated by commas",
      help:
        "ldaps://HOST, ldap://HOST or ldapi://PATH; the next is tried where one does not answer.",
      form: .list,
      placeholder: "ldaps://dc1.example.com"
    ),
    InitField(
      section: .source,
      key: "sources[0].startTLS",
      prompt: "Begin TLS on these connections",
      form: .yesNo,
      standard: "yes",
      isAsked: { $0["sources[0].urls"]?.lowercased().contains("ldap://") ?? false }
    ),
    InitField(
      section: .source,
      key: "sources[0].caFile",
      prompt: "File with the certificates to trust, if not the system's",
      isOptional: true,
      isAsked: {
        $0["sources[0].urls"]?.lowercased().contains("ldaps://") ?? false
          || $0.holds("sources[0].startTLS", "yes")
      }
    ),
    InitField(
      section: .source,
      key: "sources[0].bind.method",
      prompt: "How to sign in",
      help: "A DN and its password, nobody, or Kerberos.",
      form: .word(["simple", "anonymous", "gssapi"]),
      standard: "simple",
      placeholder: "anonymous"
    ),
    InitField(
      section: .source,
      key: "sources[0].bind.dn",
      prompt: "DN of the account that reads",
      placeholder: "cn=reader",
      isAsked: { $0.holds("sources[0].bind.method", "simple") }
    ),
    InitField(
      section: .source,
      key: "sources[0].bind.password",
      prompt: "Where its password comes from",
      help: InitField.secretForms,
      standard: "env:LDAP_PASSWORD",
      placeholder: "env:LDAP_PASSWORD",
      isAsked: { $0.holds("sources[0].bind.method", "simple") }
    ),
    InitField(
      section: .source,
      key: "sources[0].users.base",
      prompt: "Base DN of the users",
      help: "With none, all of the directory, if it is one tree.",
      isOptional: true
    ),
    InitField(
      section: .source,
      key: "sources[0].groups.base",
      prompt: "Base DN of the groups",
      help: "With none, no group is changed.",
      isOptional: true
    ),
  ].map { only($0, kind, "ldap") }

  private static let export: [InitField] = [
    InitField(
      section: .source,
      key: "sources[0].path",
      prompt: "File or folder of the export",
      placeholder: "export"
    ),
    InitField(
      section: .source,
      key: "sources[0].provider",
      prompt: "Whose export it is",
      help: "auto recognises it by its content.",
      standard: "auto"
    ),
  ].map { only($0, kind, "export") }

  private static let scim: [InitField] = [
    InitField(
      section: .source,
      key: "sources[0].url",
      prompt: "Address of the service",
      placeholder: "https://idp.example.com"
    ),
    InitField(
      section: .source,
      key: "sources[0].token",
      prompt: "Where its token comes from",
      help: InitField.secretForms,
      standard: "env:SOURCE_TOKEN",
      placeholder: "env:SOURCE_TOKEN"
    ),
  ].map { only($0, kind, "scim") }

  /// The field, asked only where another answer is this word.
  static func only(_ field: InitField, _ key: String, _ word: String) -> InitField {
    var field = field
    let isAsked = field.isAsked
    field.isAsked = { $0.holds(key, word) && isAsked($0) }
    return field
  }
}
