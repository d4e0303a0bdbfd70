internal import JSONReader
internal import SCIMClient

/// What is sent of a person: exactly the RFC's names, less what the service does not declare or a preset leaves out.
struct SCIMUserBody {
  private let traits: SCIMServiceTraits
  private let schema: SchemaDefinition?

  init(_ traits: SCIMServiceTraits, _ discovery: SCIMDiscovery) {
    self.traits = traits
    schema = traits.heedsSchema ? discovery.userSchema : nil
  }

  var sendsNames: Bool { sends("displayName") || sends("name") }

  /// A new user; values are never null and never empty, and `active` always stands there: left out, it means false
  /// with one provider and true with another.
  func creation(email: String, externalID: String?, name: String?) -> JSONValue {
    var body = Members()
    let extensions = traits.extra.map(\.key).filter { $0.lowercased().hasPrefix("urn:") }
    body.add("schemas", JSONValue(.array(([SCIMSchemaURI.user] + extensions).map(text))))
    if let externalID { body.add("externalId", text(externalID)) }
    body.add("userName", text(email))
    body.add("active", true)
    let displayName = name.flatMap { $0.isEmpty ? nil : $0 } ?? email
    if sends("displayName") { body.add("displayName", text(displayName)) }
    if let name = nameObject(displayName) { body.add("name", name) }
    if sends("emails") { body.add("emails", [newEmail(email)]) }
    for member in traits.extra { body.add(member.key, member.value) }
    return body.json
  }

  private func nameObject(_ displayName: String) -> JSONValue? {
    guard sends("name") else { return nil }
    var name = Members()
    for (path, value) in nameParts(displayName) {
      if let last = path.split(separator: ".").last { name.add(String(last), text(value)) }
    }
    return name.isEmpty ? nil : name.json
  }

  /// One operation for each attribute that carries a person's name.
  func nameOperations(_ displayName: String) -> [PatchOperation] {
    var operations: [PatchOperation] = []
    if sends("displayName") {
      operations.append(PatchOperation(.replace, "displayName", text(displayName)))
    }
    guard sends("name") else { return operations }
    return operations
      + nameParts(displayName).map { PatchOperation(.replace, $0.path, text($0.value)) }
  }

  /// A user with another name, for a PUT.
  func renaming(_ user: JSONValue, _ displayName: String) -> JSONValue {
    var user = user
    if sends("displayName") { user = user.setting("displayName", to: text(displayName)) }
    if let name = nameObject(displayName) { user = user.setting("name", to: name) }
    return user
  }

  private func nameParts(_ displayName: String) -> [(path: String, value: String)] {
    let name = PersonName(displayName)
    return [
      ("name.givenName", name.given), ("name.familyName", name.family),
      ("name.formatted", displayName),
    ].filter { sends($0.0) && !$0.1.isEmpty }
  }

  /// One operation for each attribute that carries a person's address: `userName` follows it where it was the address.
  func addressOperations(_ user: SCIMResource, _ email: String) -> [PatchOperation] {
    var operations: [PatchOperation] = []
    if followsAddress(user) {
      operations.append(PatchOperation(.replace, "userName", text(email)))
    }
    guard sends("emails") else { return operations }
    switch traits.emailPatch {
    case .array:
      operations.append(PatchOperation(.replace, "emails", emails(of: user, with: email)))
    case .work:
      operations.append(
        PatchOperation(.replace, "emails[type eq \"work\"].value", text(email))
      )
    case .primary:
      operations.append(
        PatchOperation(.replace, "emails[primary eq true].value", text(email))
      )
    }
    return operations
  }

  /// A user with another address, for a PUT.
  func readdressing(_ user: SCIMResource, _ email: String) -> JSONValue {
    var json = user.json
    if followsAddress(user) { json = json.setting("userName", to: text(email)) }
    if sends("emails") { json = json.setting("emails", to: emails(of: user, with: email)) }
    return json
  }

  private func followsAddress(_ user: SCIMResource) -> Bool {
    guard let name = user.userName else { return true }
    return name.lowercased() == user.email?.lowercased() || user.emails.isEmpty
  }

  /// All addresses that the service holds, the managed one replaced.
  private func emails(of user: SCIMResource, with email: String) -> JSONValue {
    guard !traits.keepsOneEmail, let managed = user.managedEmail else { return [newEmail(email)] }
    var isReplaced = false
    let entries = user.emails.map { entry in
      guard entry == managed, !isReplaced else { return entry }
      isReplaced = true
      return entry.setting("value", to: text(email)).removing(["display"])
    }
    return JSONValue(.array(entries))
  }

  private func newEmail(_ email: String) -> JSONValue {
    ["value": text(email), "type": "work", "primary": true]
  }

  private func sends(_ path: String) -> Bool {
    let top = path.prefix { $0 != "." }
    if traits.omitted.contains(path) || traits.omitted.contains(String(top)) { return false }
    return schema?.declares(path) != false
  }

  /// A resource as read, without what only the service sets.
  func writable(_ json: JSONValue, _ schema: SchemaDefinition?) -> JSONValue {
    let kept = (json.object ?? []).filter { schema?.isReadOnly($0.key) != true }
    return JSONValue(.object(kept)).removing(["id", "meta", "groups", "password"])
  }

  private func text(_ value: String) -> JSONValue { JSONValue(.string(value)) }

  /// Members of an object while it is made.
  private struct Members {
    private var members: [JSONValue.Member] = []

    mutating func add(_ key: String, _ value: JSONValue) {
      members.append(JSONValue.Member(key: key, value: value))
    }

    var isEmpty: Bool { members.isEmpty }
    var json: JSONValue { JSONValue(.object(members)) }
  }
}
