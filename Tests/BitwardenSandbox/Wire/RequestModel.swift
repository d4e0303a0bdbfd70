internal import HTTPTypes
internal import JSONReader

/// A JSON body as ASP.NET binds it: names without case, unknown ones ignored, errors collected by field.
struct RequestModel {
  private let object: [JSONValue.Member]
  /// `Members[0].`, before the names of fields in errors.
  private let prefix: String

  /// - Throws: ``SandboxRefusal`` for a body that is no JSON object, or has another content type.
  init(_ request: SandboxRequest) throws(SandboxRefusal) {
    let type = request.fields[.contentType] ?? ""
    guard type.lowercased().contains("json") else { throw .empty(415) }
    guard !request.body.isEmpty else {
      throw .invalid([
        ("", "A non-empty request body is required."),
        ("model", "The model field is required."),
      ])
    }
    do throws(JSONError) {
      let value = try JSONValue(parsing: request.body)
      guard let object = value.object else {
        throw JSONError(.unexpectedEnd, at: 0)
      }
      self.object = object
    } catch {
      throw .invalid([
        ("$", "The JSON value could not be converted. \(error.message)"),
        ("model", "The model field is required."),
      ])
    }
    prefix = ""
  }

  private init(_ object: [JSONValue.Member], prefix: String) {
    self.object = object
    self.prefix = prefix
  }

  /// nil if left out.
  func value(_ name: String) -> JSONValue? {
    object.first { $0.key.lowercased() == name.lowercased() }?.value
  }

  /// nil if left out or null.
  func present(_ name: String) -> JSONValue? {
    guard let value = value(name), !value.isNull else { return nil }
    return value
  }

  /// - Throws: A validation error at `$.name` if it is neither text nor left out.
  func text(_ name: String, toleratesNumbers: Bool = false) throws(SandboxRefusal) -> String? {
    guard let value = present(name) else { return nil }
    if let text = value.string { return text }
    if toleratesNumbers {
      if case .number(let text) = value.content { return text }
      if let bool = value.bool { return bool ? "True" : "False" }
    }
    throw unreadable(name)
  }

  func bool(_ name: String) throws(SandboxRefusal) -> Bool? {
    guard let value = present(name) else { return nil }
    guard let bool = value.bool else { throw unreadable(name) }
    return bool
  }

  /// Objects of an array; nil if left out or null.
  func models(_ name: String) throws(SandboxRefusal) -> [RequestModel]? {
    guard let value = present(name) else { return nil }
    guard let array = value.array else { throw unreadable(name) }
    var models: [RequestModel] = []
    for (index, element) in array.enumerated() {
      guard let object = element.object else { throw unreadable("\(name)[\(index)]") }
      models.append(RequestModel(object, prefix: "\(prefix)\(Self.capitalized(name))[\(index)]."))
    }
    return models
  }

  /// GUIDs of an array, lower-cased; nil if left out or null.
  func ids(_ name: String) throws(SandboxRefusal) -> [String]? {
    guard let value = present(name) else { return nil }
    guard let array = value.array else { throw unreadable(name) }
    var ids: [String] = []
    for element in array {
      guard let text = element.string, GUIDText.isValid(text) else { throw unreadable(name) }
      ids.append(text.lowercased())
    }
    return ids
  }

  /// The name of a field in errors.
  func field(_ name: String) -> String { prefix + Self.capitalized(name) }

  func unreadable(_ name: String) -> SandboxRefusal {
    .invalid([
      ("$.\(name)", "The JSON value could not be converted to the type of the field."),
      ("model", "The model field is required."),
    ])
  }

  private static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}
