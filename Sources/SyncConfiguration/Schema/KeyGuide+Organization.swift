extension KeyGuide {
  /// Keys of `organization`.
  static let organization: [String: KeyGuide] = [
    "organization[bitwarden].kind": KeyGuide("A Bitwarden organization, by its public API."),
    "organization[bitwarden].region": KeyGuide(
      "Bitwarden's cloud. This, url, or apiUrl and identityUrl: one is required."
    ),
    "organization[bitwarden].url": KeyGuide(
      "A server of one's own.",
      example: "\"https://vault.example.com\""
    ),
    "organization[bitwarden].apiUrl": KeyGuide(
      "The API's address, where it does not lie below url.",
      example: "\"https://api.example.com\""
    ),
    "organization[bitwarden].identityUrl": KeyGuide(
      "The identity service's address, likewise.",
      example: "\"https://identity.example.com\""
    ),
    "organization[bitwarden].clientId": KeyGuide(
      "The id of the organization's API key.",
      example: "\"organization.539a36c5-e0d2-4cf9-979e-51ecf5cf6593\""
    ),
    "organization[bitwarden].clientSecret": KeyGuide(
      "The secret of the organization's API key.",
      example: "\"credential:bitwarden\""
    ),
    "organization[bitwarden].scim.url": KeyGuide(
      "The organization's SCIM address, for what the API cannot do.",
      example: "\"https://scim.bitwarden.com/v2/539a36c5-e0d2-4cf9-979e-51ecf5cf6593\""
    ),
    "organization[bitwarden].scim.token": KeyGuide("Its token.", example: "\"env:SCIM_TOKEN\""),
    "organization[bitwarden].caFile": KeyGuide(
      "A file of certificates in PEM to trust instead of the system's.",
      example: "\"ca.pem\""
    ),
    "organization[bitwarden].newMembers": KeyGuide(
      "Whether new people are invited, or kept as staged members whom somebody invites by hand."
    ),
    "organization[bitwarden].importAbove": KeyGuide(
      "More new people than this go out together in imports instead of one by one."
    ),

    "organization[scim].kind": KeyGuide("Any SCIM 2.0 service."),
    "organization[scim].url": KeyGuide(
      "The service's base address, above /Users.",
      example: "\"https://scim.example.com/v2\""
    ),
    "organization[scim].caFile": KeyGuide(
      "A file of certificates in PEM to trust instead of the system's.",
      example: "\"ca.pem\""
    ),
    "organization[scim].preset": KeyGuide("The service's known peculiarities."),

    "organization[file].kind": KeyGuide("A local file of members and groups."),
    "organization[file].path": KeyGuide(
      "The file; a missing one is an empty organization. Its nextIds are kept so that no id is given a second time.",
      example: "\"organization.json\""
    ),
  ].merging(scim(below: "organization[scim]")) { first, _ in first }
}
