extension InitFields {
  private static let kind = "organization.kind"

  static let organization =
    [
      InitField(
        section: .organization,
        key: kind,
        prompt: "What is the organization",
        help:
          "bitwarden in its cloud or on a server of your own, any SCIM 2.0 service, or a file to try things out.",
        form: .word(["bitwarden", "scim", "file"]),
        standard: "bitwarden",
        placeholder: "file"
      )
    ] + bitwarden + scim + file

  private static let bitwarden: [InitField] = [
    InitField(
      section: .organization,
      key: "organization.region",
      prompt: "Which cloud, or a server of your own",
      form: .word(["us", "eu", InitField.own]),
      standard: "us",
      placeholder: "us"
    ),
    InitField(
      section: .organization,
      key: "organization.url",
      prompt: "Address of the server",
      placeholder: "https://vault.example.com",
      isAsked: { $0.holds("organization.region", InitField.own) }
    ),
    InitField(
      section: .organization,
      key: "organization.clientId",
      prompt: "client_id of the organization's API key",
      help:
        "Admin console: Settings, Organization info, View API key. It begins with \"organization.\".",
      placeholder: "organization.00000000-0000-0000-0000-000000000000"
    ),
    InitField(
      section: .organization,
      key: "organization.clientSecret",
      prompt: "Where its client_secret comes from",
      help: InitField.secretForms,
      standard: "env:BITWARDEN_CLIENT_SECRET",
      placeholder: "env:BITWARDEN_CLIENT_SECRET"
    ),
  ].map { only($0, kind, "bitwarden") }

  private static let scim: [InitField] = [
    InitField(
      section: .organization,
      key: "organization.url",
      prompt: "Address of the service",
      placeholder: "https://scim.example.com"
    ),
    InitField(
      section: .organization,
      key: "organization.token",
      prompt: "Where its token comes from",
      help: InitField.secretForms,
      standard: "env:SCIM_TOKEN",
      placeholder: "env:SCIM_TOKEN"
    ),
    InitField(
      section: .organization,
      key: "organization.preset",
      prompt: "Which service it is",
      standard: "generic"
    ),
  ].map { only($0, kind, "scim") }

  private static let file: [InitField] = [
    InitField(
      section: .organization,
      key: "organization.path",
      prompt: "The file",
      standard: "organization.json",
      placeholder: "organization.json"
    )
  ].map { only($0, kind, "file") }

  static let policy: [InitField] = [
    InitField(
      section: .policy,
      key: "users.groups",
      prompt: "Groups whose members take part, separated by commas; none: everybody",
      help: "By their names in the directory, with case; members of nested groups count.",
      form: .list,
      isOptional: true
    ),
    InitField(
      section: .policy,
      key: "protect.members",
      prompt: "People who never lose access, separated by commas",
      help: "By whole address; owners are protected anyway where the organization shows roles.",
      form: .list,
      isOptional: true
    ),
    InitField(
      section: .policy,
      key: "limits.mustExist",
      prompt: "People without whom the directory cannot be right, separated by commas",
      help: "By address; a run in which one of them is missing changes nothing.",
      form: .list,
      isOptional: true
    ),
  ]
}
