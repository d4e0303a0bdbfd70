internal import HTTPTypes
internal import JSONReader

/// SCIM's objects as this server writes them (contract 14.2): `resources` in lower case, never a member of a group.
enum SCIMJSON {
  static func user(_ member: SandboxMember, _ writer: inout JSONWriter) {
    writer.object { writer in
      schemas("urn:ietf:params:scim:schemas:core:2.0:User", &writer)
      writer.field("id", member.id)
      writer.field("externalId", member.externalID)
      writer.field("userName", member.email)
      writer.field("displayName", member.name)
      writer.key("name")
      writer.object { $0.field("formatted", member.name) }
      writer.key("emails")
      writer.array { writer in
        writer.object { writer in
          writer.key("primary")
          writer.value(true)
          writer.field("value", member.email)
          writer.field("type", "work")
        }
      }
      writer.field("primaryEmail", member.email)
      writer.field("workEmail", member.email)
      writer.key("active")
      writer.value(member.status != SandboxMember.Status.revoked)
      writer.key("groups")
      writer.array { _ in }
      meta("User", &writer)
    }
  }

  static func group(_ group: SandboxGroup, _ writer: inout JSONWriter) {
    writer.object { writer in
      schemas("urn:ietf:params:scim:schemas:core:2.0:Group", &writer)
      writer.field("id", group.id)
      writer.field("displayName", group.name)
      writer.field("externalId", group.externalID)
      meta("Group", &writer)
    }
  }

  /// `itemsPerPage` is the number that was asked for.
  static func list<Element>(
    _ elements: [Element],
    _ startText: String?,
    _ countText: String?,
    _ write: (Element, inout JSONWriter) -> Void
  ) -> SandboxAnswer {
    let start = max(1, startText.flatMap { Int($0) } ?? 1)
    let count = max(0, countText.flatMap { Int($0) } ?? 50)
    return single { writer in
      writer.object { writer in
        schemas("urn:ietf:params:scim:api:messages:2.0:ListResponse", &writer)
        writer.field("totalResults", elements.count)
        writer.field("startIndex", start)
        writer.field("itemsPerPage", count)
        writer.key("resources")
        writer.array { writer in
          for element in elements.dropFirst(start - 1).prefix(count) { write(element, &writer) }
        }
      }
    }
  }

  static func single(status: Int = 200, _ write: (inout JSONWriter) -> Void) -> SandboxAnswer {
    var writer = JSONWriter()
    write(&writer)
    return SandboxAnswer(
      status: status,
      fields: [.contentType: "application/scim+json"],
      body: writer.bytes
    )
  }

  private static func schemas(_ schema: String, _ writer: inout JSONWriter) {
    writer.key("schemas")
    writer.array { $0.value(schema) }
  }

  private static func meta(_ type: String, _ writer: inout JSONWriter) {
    writer.key("meta")
    writer.object { writer in
      writer.field("resourceType", type)
      writer.field("created", nil as String?)
      writer.field("lastModified", nil as String?)
    }
  }
}

/// `NAME eq "VALUE"` with exactly one space each; anything else is not understood and matches nothing.
struct SCIMEquality {
  let name: String
  let value: String

  init?(_ text: String, names: [String], foldsNames: Bool) {
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].lowercased() == "eq" else { return nil }
    let name = foldsNames ? parts[0].lowercased() : String(parts[0])
    guard names.contains(name) else { return nil }
    self.name = name
    var value = parts[2]
    while value.hasPrefix("\"") { value.removeFirst() }
    while value.hasSuffix("\"") { value.removeLast() }
    guard !value.contains(" ") || !parts[2].contains(" and ") else { return nil }
    self.value = String(value)
  }
}
