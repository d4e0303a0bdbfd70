package import JSONReader

/// One step of a PATCH (RFC 7644 section 3.5.2).
package struct PatchOperation: Equatable, Sendable {
  package let kind: Kind
  package let path: String
  package let value: JSONValue?

  /// As on the wire: lower case, which strict services insist on.
  package enum Kind: String, Sendable {
    case add
    case replace
    case remove
  }

  package init(_ kind: Kind, _ path: String, _ value: JSONValue? = nil) {
    self.kind = kind
    self.path = path
    self.value = value
  }

  /// Adds users to a group.
  package static func addMembers(_ ids: [String]) -> PatchOperation {
    PatchOperation(.add, "members", memberList(ids))
  }

  /// Sets the whole list of a group's members.
  package static func replaceMembers(_ entries: [JSONValue]) -> PatchOperation {
    PatchOperation(.replace, "members", JSONValue(.array(entries)))
  }

  /// Takes one user out of a group.
  ///
  /// Exactly this spacing and quoting: Bitwarden cuts the path at character 18.
  package static func removeMember(_ id: String) -> PatchOperation {
    var escaped = ""
    for character in id.unicodeScalars {
      if character == "\"" || character == "\\" { escaped.append("\\") }
      escaped.unicodeScalars.append(character)
    }
    return PatchOperation(.remove, "members[value eq \"\(escaped)\"]")
  }

  /// Takes users out by value, which RFC 7644 does not have: a service that does not know it removes **everybody**.
  package static func removeMembersByValue(_ ids: [String]) -> PatchOperation {
    PatchOperation(.remove, "members", memberList(ids))
  }

  private static func memberList(_ ids: [String]) -> JSONValue {
    JSONValue(.array(ids.map { ["value": JSONValue(.string($0))] }))
  }

  /// The body of a request.
  package static func body(_ operations: [PatchOperation]) -> JSONValue {
    [
      "schemas": [JSONValue(stringLiteral: SCIMSchemaURI.patch)],
      "Operations": JSONValue(.array(operations.map(\.json))),
    ]
  }

  private var json: JSONValue {
    var members = [
      JSONValue.Member(key: "op", value: JSONValue(.string(kind.rawValue))),
      JSONValue.Member(key: "path", value: JSONValue(.string(path))),
    ]
    if let value { members.append(JSONValue.Member(key: "value", value: value)) }
    return JSONValue(.object(members))
  }
}
