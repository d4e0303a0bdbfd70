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
    "organization[scim].token": KeyGuide("The bearer token.", example: "\"env:SCIM_TOKEN\""),
    "organization[scim].caFile": KeyGuide(
      "A file of certificates in PEM to trust instead of the system's.",
      example: "\"ca.pem\""
    ),
    "organization[scim].preset": KeyGuide("The service's known peculiarities."),

    "organization[file].kind": KeyGuide("A local file of members and groups."),
    "organization[file].path": KeyGuide(
      "The file; a missing one is an empty organization.",
      example: "\"organization.json\""
    ),
  ].merging(options) { first, _ in first }

  /// Keys of `organization.options`, which override preset and discovery.
  private static let options: [String: KeyGuide] = [
    "organization[scim].options.contentType": KeyGuide(
      "The type that requests name: application/scim+json or application/json."
    ),
    "organization[scim].options.rate": KeyGuide("Requests a second, at most.", example: "2.5"),
    "organization[scim].options.patch": KeyGuide("Whether PATCH is used."),
    "organization[scim].options.put": KeyGuide("Whether PUT is used."),
    "organization[scim].options.etag": KeyGuide(
      "Whether changes are made only of the version read."
    ),
    "organization[scim].options.schema": KeyGuide("Whether the service's own /Schemas counts."),
    "organization[scim].options.paging": KeyGuide("How lists go on."),
    "organization[scim].options.pageSize": KeyGuide("Entries asked for at once."),
    "organization[scim].options.lookup": KeyGuide("How single users are found."),
    "organization[scim].options.listing.attempts": KeyGuide(
      "How often a listing that changes under the reader is begun anew, before it counts as unreadable."
    ),
    "organization[scim].options.listing.max": KeyGuide(
      "Records of a listing that are read at most."
    ),
    "organization[scim].options.revoke": KeyGuide("How access is suspended."),
    "organization[scim].options.revokeMeans": KeyGuide(
      "Whether a suspended user can come back, or is gone for good."
    ),
    "organization[scim].options.rename": KeyGuide("What becomes of a changed userName."),
    "organization[scim].options.emails": KeyGuide("Which addresses are written."),
    "organization[scim].options.email.patch": KeyGuide("How a changed address is sent."),
    "organization[scim].options.attributes.omit": KeyGuide(
      "Attributes that are never sent.",
      example: "[\"displayName\"]"
    ),
    "organization[scim].options.groups": KeyGuide("Whether the service has groups."),
    "organization[scim].options.members.read": KeyGuide("How a group's members are read."),
    "organization[scim].options.members.value": KeyGuide("What a member is named by."),
    "organization[scim].options.members.chunk": KeyGuide("Members added in one request, at most."),
    "organization[scim].options.members.removeChunk": KeyGuide(
      "Members removed in one request, at most."
    ),
    "organization[scim].options.members.remove": KeyGuide("How members are removed."),
    "organization[scim].options.members.replace": KeyGuide(
      "Whether all members may be replaced at once."
    ),
  ]
}
