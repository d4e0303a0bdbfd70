internal import HTTPTypes
internal import JSONReader

/// A request that is not done, in the families of the contract's section 3.
enum SandboxRefusal: Error {
  /// E1, 400.
  case badRequest(String)
  /// E1, 400, with `errors`.
  case invalid([(field: String, text: String)])
  /// E1, 400, `Errors have occurred.`
  case aggregate([String])
  /// E2: an id that is not in this organization.
  case unknownID
  /// E1, 404: a reference in a body that is not in this organization.
  case unknownReference
  /// E1, 500.
  case unhandled
  /// A status with an empty body.
  case empty(Int)
  /// SCIM's own shape.
  case scim(Int, String)

  var answer: SandboxAnswer {
    switch self {
    case .badRequest(let message): Self.error(400, message)
    case .invalid(let errors):
      Self.error(400, "The request's model state is invalid.", errors)
    case .aggregate(let texts):
      Self.error(
        400,
        "Errors have occurred.",
        texts.map { ("An error has occurred.", $0) }
      )
    case .unknownID: SandboxAnswer(status: 404)
    case .unknownReference: Self.error(404, "Resource not found.")
    case .unhandled: Self.error(500, "An unhandled server error has occurred.")
    case .empty(let status): SandboxAnswer(status: status)
    case .scim(let status, let detail): Self.scimError(status, detail)
    }
  }

  private static func error(
    _ status: Int,
    _ message: String,
    _ errors: [(field: String, text: String)] = []
  ) -> SandboxAnswer {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("object")
      writer.value("error")
      writer.key("message")
      writer.value(message)
      writer.key("errors")
      if errors.isEmpty { writer.null() } else { write(errors, &writer) }
    }
    return .json(writer.bytes, status: status)
  }

  private static func write(
    _ errors: [(field: String, text: String)],
    _ writer: inout JSONWriter
  ) {
    var fields: [String] = []
    for error in errors where !fields.contains(error.field) { fields.append(error.field) }
    writer.object { writer in
      for field in fields {
        writer.key(field)
        writer.array { writer in
          for error in errors where error.field == field { writer.value(error.text) }
        }
      }
    }
  }

  private static func scimError(_ status: Int, _ detail: String) -> SandboxAnswer {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("schemas")
      writer.array { $0.value("urn:ietf:params:scim:api:messages:2.0:Error") }
      writer.key("detail")
      writer.value(detail)
      writer.key("status")
      writer.value(status)
    }
    return SandboxAnswer(
      status: status,
      fields: [.contentType: "application/scim+json"],
      body: writer.bytes
    )
  }
}
