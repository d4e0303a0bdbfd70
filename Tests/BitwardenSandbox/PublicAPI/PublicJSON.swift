internal import JSONReader

/// The Public API's objects as JSON (contract, section 5).
enum PublicJSON {
  static func member(
    _ member: SandboxMember,
    collections: [SandboxAccess]?,
    _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("object", "member")
      writer.field("id", member.id)
      writer.field("userId", member.userID)
      writer.field("name", member.name)
      writer.field("email", member.email)
      writer.key("twoFactorEnabled")
      writer.value(member.hasTwoFactor)
      writer.key("status")
      writer.value(member.status)
      accesses(collections, &writer)
      writer.key("resetPasswordEnrolled")
      writer.value(member.isResetPasswordEnrolled)
      writer.field("ssoExternalId", member.ssoExternalID)
      writer.key("type")
      writer.value(member.type)
      writer.field("externalId", member.externalID)
      writer.key("permissions")
      if member.type == SandboxMember.Role.custom, let permissions = member.permissions {
        writer.value(permissions)
      } else {
        writer.null()
      }
    }
  }

  static func group(
    _ group: SandboxGroup,
    collections: [SandboxAccess]?,
    _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.field("object", "group")
      writer.field("id", group.id)
      accesses(collections, &writer)
      writer.field("name", group.name)
      writer.field("externalId", group.externalID)
    }
  }

  static func list<Element>(
    _ elements: [Element],
    _ write: (Element, inout JSONWriter) -> Void
  ) -> SandboxAnswer {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("object", "list")
      writer.key("data")
      writer.array { writer in for element in elements { write(element, &writer) } }
    }
    return .json(writer.bytes)
  }

  static func ids(_ ids: [String]) -> SandboxAnswer {
    var writer = JSONWriter()
    writer.array { writer in for id in ids { writer.value(id) } }
    return .json(writer.bytes)
  }

  static func single(_ write: (inout JSONWriter) -> Void) -> SandboxAnswer {
    var writer = JSONWriter()
    write(&writer)
    return .json(writer.bytes)
  }

  private static func accesses(_ accesses: [SandboxAccess]?, _ writer: inout JSONWriter) {
    writer.key("collections")
    guard let accesses else { return writer.null() }
    writer.array { writer in
      for access in accesses {
        writer.object { writer in
          writer.field("id", access.id)
          writer.key("readOnly")
          writer.value(access.readOnly)
          writer.key("hidePasswords")
          writer.value(access.hidePasswords)
          writer.key("manage")
          writer.value(access.manage)
        }
      }
    }
  }
}

extension JSONWriter {
  /// A member of an object; null if there is no text.
  mutating func field(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { null() }
  }

  mutating func field(_ name: String, _ number: Int?) {
    key(name)
    if let number { value(number) } else { null() }
  }
}
