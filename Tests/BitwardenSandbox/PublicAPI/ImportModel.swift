internal import JSONReader

/// The body of the import (contract, section 8).
struct ImportModel {
  let groups: [Group]
  let members: [Member]
  let isOverwriting: Bool
  let isLarge: Bool
  let invites: Bool

  struct Group {
    let name: String
    let externalID: String
    /// nil: left out or null, which fails in the step of groups.
    let memberExternalIDs: [String]?
  }

  struct Member {
    let email: String?
    let externalID: String
    let isDeleted: Bool
  }

  init(_ model: RequestModel) throws(SandboxRefusal) {
    var errors: [(field: String, text: String)] = []
    let overwriting = try model.bool("overwriteExisting")
    if overwriting == nil {
      errors.append((model.field("overwriteExisting"), "The OverwriteExisting field is required."))
    }
    isOverwriting = overwriting ?? false
    isLarge = try model.bool("largeImport") ?? false
    invites = try model.bool("inviteUsersAfterProvisioning") ?? true
    var groups: [Group] = []
    for group in try model.models("groups") ?? [] { groups.append(try Self.group(group, &errors)) }
    var members: [Member] = []
    for member in try model.models("members") ?? [] {
      members.append(try Self.member(member, &errors))
    }
    self.groups = groups
    self.members = members
    if !errors.isEmpty { throw .invalid(errors) }
    guard model.present("groups") != nil, model.present("members") != nil else { throw .unhandled }
  }

  private static func group(
    _ model: RequestModel,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> Group {
    let name = try model.text("name") ?? ""
    if name.isEmpty { errors.append((model.field("name"), "The Name field is required.")) }
    if name.count > 100 {
      errors.append(
        (
          model.field("name"), "The field Name must be a string with a maximum length of 100."
        )
      )
    }
    var ids: [String]?
    if let value = model.present("memberExternalIds") {
      guard let array = value.array else { throw model.unreadable("memberExternalIds") }
      ids = array.compactMap { $0.string ?? $0.int.map(String.init) }
    }
    return Group(
      name: name,
      externalID: try externalID(model, &errors),
      memberExternalIDs: ids
    )
  }

  private static func member(
    _ model: RequestModel,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> Member {
    let isDeleted = try model.bool("deleted") ?? false
    let email = try model.text("email")
    if let email, !email.isEmpty {
      if email.count > 256 {
        errors.append(
          (
            model.field("email"), "The field Email must be a string with a maximum length of 256."
          )
        )
      } else if !AddressRule.isLoose(email) {
        errors.append((model.field("email"), "The Email field is not a valid e-mail address."))
      }
    } else if !isDeleted {
      errors.append((model.field("email"), "Email is required for enabled members."))
    }
    return Member(
      email: email?.lowercased(),
      externalID: try externalID(model, &errors),
      isDeleted: isDeleted
    )
  }

  private static func externalID(
    _ model: RequestModel,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> String {
    let id = try model.text("externalId", toleratesNumbers: true) ?? ""
    if id.isEmpty {
      errors.append((model.field("externalId"), "The ExternalId field is required."))
    } else if id.count > 300 {
      errors.append(
        (
          model.field("externalId"),
          "The field ExternalId must be a string with a maximum length of 300."
        )
      )
    }
    return id
  }
}
