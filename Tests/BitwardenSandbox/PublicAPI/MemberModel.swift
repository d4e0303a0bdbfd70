internal import JSONReader

/// The body of POST and PUT member, validated (contract 6.4, 6.5).
struct MemberModel {
  var email: String?
  let type: Int
  let externalID: String?
  let permissions: JSONValue?
  /// nil: left out or null.
  let collections: [SandboxAccess]?
  /// nil: left out or null.
  let groups: [String]?

  /// - Throws: ``SandboxRefusal`` with every rule that the body breaks.
  init(_ model: RequestModel, isNew: Bool) throws(SandboxRefusal) {
    guard let typeValue = model.value("type") else {
      throw .invalid([
        ("$", "JSON deserialization was missing required properties including: 'type'."),
        ("model", "The model field is required."),
      ])
    }
    var errors: [(field: String, text: String)] = []
    type = try Self.type(typeValue, model, &errors)
    email = isNew ? try Self.email(model, &errors) : nil
    externalID = try Self.externalID(model, &errors)
    permissions = model.present("permissions")
    if permissions != nil, type != SandboxMember.Role.custom, errors.isEmpty {
      errors.append(("", "Only users with the Custom role may use custom permissions."))
    }
    groups = try model.ids("groups")
    let models = try model.models("collections")
    collections = try AccessModel.accesses(models, &errors)
    if !errors.isEmpty { throw .invalid(errors) }
    try AccessModel.refuseConflicts(collections)
  }

  private static func type(
    _ value: JSONValue,
    _ model: RequestModel,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> Int {
    if value.isNull {
      errors.append((model.field("type"), "The Type field is required."))
      return 0
    }
    guard let number = value.int else { throw model.unreadable("type") }
    if ![0, 1, 2, 4].contains(number) {
      errors.append((model.field("type"), "The field Type is invalid."))
    }
    return number
  }

  private static func email(
    _ model: RequestModel,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> String? {
    guard let email = try model.text("email"), !email.isEmpty else {
      errors.append((model.field("email"), "The Email field is required."))
      return nil
    }
    if email.count > 256 {
      errors.append(
        (
          model.field("email"), "The field Email must be a string with a maximum length of 256."
        )
      )
    } else if !AddressRule.isStrict(email) {
      errors.append(
        (
          model.field("email"), "The Email field is not a supported e-mail address format."
        )
      )
    }
    return email
  }

  private static func externalID(
    _ model: RequestModel,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> String? {
    let id = try model.text("externalId")
    if let id, id.count > 300 {
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

/// Collection access in a body (contract 5.5).
enum AccessModel {
  static func accesses(
    _ models: [RequestModel]?,
    _ errors: inout [(field: String, text: String)]
  ) throws(SandboxRefusal) -> [SandboxAccess]? {
    guard let models else { return nil }
    var accesses: [SandboxAccess] = []
    for model in models {
      guard let id = try model.text("id"), GUIDText.isValid(id),
        let readOnly = try model.bool("readOnly")
      else {
        errors.append((model.field("id"), "The Id and ReadOnly fields are required."))
        continue
      }
      accesses.append(
        SandboxAccess(
          id: id.lowercased(),
          readOnly: readOnly,
          hidePasswords: try model.bool("hidePasswords") ?? false,
          manage: try model.bool("manage") ?? false
        )
      )
    }
    return accesses
  }

  static func refuseConflicts(_ accesses: [SandboxAccess]?) throws(SandboxRefusal) {
    for access in accesses ?? [] where access.manage && (access.readOnly || access.hidePasswords) {
      throw .badRequest(
        "The Manage property is mutually exclusive and cannot be true while the ReadOnly or HidePasswords properties are also true."
      )
    }
  }
}
