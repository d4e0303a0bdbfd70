/// Keys of a SCIM service, whether it is a source or the organization.
extension KeyGuide {
  static func scim(below path: String) -> [String: KeyGuide] {
    var guides: [String: KeyGuide] = [:]
    for (key, guide) in authorization.merging(options, uniquingKeysWith: { first, _ in first }) {
      guides["\(path).\(key)"] = guide
    }
    return guides
  }

  private static let authorization: [String: KeyGuide] = [
    "token": KeyGuide(
      "The bearer token; required unless auth says something else. What no auth.method serves can be a program "
        + "that prints a token.",
      example: "\"file:scim.token\""
    ),
    "auth.method": KeyGuide(
      "What the service knows us by: the token, user and password, or tokens of an authorization server for "
        + "clientId and clientSecret (RFC 6749, 4.4).",
      example: "\"bearer\""
    ),
    "auth.user": KeyGuide("The user of a basic authorization.", example: "\"provisioning\""),
    "auth.password": KeyGuide("Its password.", example: "\"file:scim.password\""),
    "auth.tokenUrl": KeyGuide(
      "Where the authorization server gives tokens.",
      example: "\"https://login.example.com/oauth2/token\""
    ),
    "auth.clientId": KeyGuide("The client's id there.", example: "\"rollcall\""),
    "auth.clientSecret": KeyGuide("Its secret.", example: "\"credential:scim-client\""),
    "auth.scope": KeyGuide(
      "What the token is for, words with blanks between; null: the server's own choice.",
      example: "\"scim.read scim.write\""
    ),
    "auth.clientAuthentication": KeyGuide(
      "Whether id and secret go to the authorization server in a header, as RFC 6749 has it, or in the body."
    ),
  ]

  private static let options: [String: KeyGuide] = [
    "options.concurrency": KeyGuide(
      "Requests under way at once; null: run.concurrency, of which at most 2 are used.",
      example: "8"
    ),
    "options.timeout.connect": KeyGuide(
      "How long a connection may take to come about; null: 10s.",
      example: "\"30s\""
    ),
    "options.timeout.answer": KeyGuide(
      "How long an answer may be silent; null: 60s.",
      example: "\"3m\""
    ),
    "options.timeout.change": KeyGuide(
      "The same for PATCH and PUT, since a change of a large group can take minutes; null: 180s.",
      example: "\"10m\""
    ),
    "options.retry.maxWait": KeyGuide(
      "The longest wait that the service may ask for with Retry-After; a longer one is a failure. Null: 5m.",
      example: "\"15m\""
    ),
    "options.maxBody": KeyGuide(
      "MiB of one answer that are read at most; null: 64.",
      example: "256"
    ),
    "options.sort": KeyGuide(
      "Whether lists are asked for in order, so that pages do not shuffle; auto: where the service announces it."
    ),
    "options.contentType": KeyGuide(
      "The type that requests name: application/scim+json or application/json."
    ),
    "options.rate": KeyGuide("Requests a second, at most.", example: "2.5"),
    "options.patch": KeyGuide("Whether PATCH is used."),
    "options.put": KeyGuide("Whether PUT is used."),
    "options.etag": KeyGuide(
      "Whether changes are made only of the version read."
    ),
    "options.schema": KeyGuide("Whether the service's own /Schemas counts."),
    "options.paging": KeyGuide("How lists go on."),
    "options.pageSize": KeyGuide("Entries asked for at once."),
    "options.lookup": KeyGuide("How single users are found."),
    "options.listing.attempts": KeyGuide(
      "How often a listing that changes under the reader is begun anew, before it counts as unreadable."
    ),
    "options.listing.max": KeyGuide(
      "Records of a listing that are read at most."
    ),
    "options.revoke": KeyGuide("How access is suspended."),
    "options.revokeMeans": KeyGuide(
      "Whether a suspended user can come back, or is gone for good."
    ),
    "options.rename": KeyGuide("What becomes of a changed userName."),
    "options.emails": KeyGuide("Which addresses are written."),
    "options.email.patch": KeyGuide("How a changed address is sent."),
    "options.attributes.extra": KeyGuide(
      "Fixed values that go along when a user is made: those of an extension below its URN.",
      example: "{\"userType\": \"Employee\", \"entitlements\": [{\"value\": \"00e1t000000abcd\"}]}"
    ),
    "options.attributes.omit": KeyGuide(
      "Attributes that are never sent.",
      example: "[\"displayName\"]"
    ),
    "options.groups": KeyGuide("Whether the service has groups."),
    "options.members.read": KeyGuide("How a group's members are read."),
    "options.members.value": KeyGuide("What a member is named by."),
    "options.members.chunk": KeyGuide("Members added in one request, at most."),
    "options.members.removeChunk": KeyGuide(
      "Members removed in one request, at most."
    ),
    "options.members.remove": KeyGuide("How members are removed."),
    "options.members.replace": KeyGuide(
      "Whether all members may be replaced at once."
    ),
  ]
}
