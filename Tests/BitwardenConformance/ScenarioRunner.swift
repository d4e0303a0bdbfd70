import HTTPTypes
import JSONReader
import Testing

/// Runs one scenario against one server.
struct ScenarioRunner {
  let server: any ConformanceServer
  private var values: [String: String]
  private var token: String?

  /// `run` tells the names of this run from those of others on the same server.
  init(_ server: any ConformanceServer, run: String) {
    self.server = server
    values = server.values
    values["run"] = run
  }

  mutating func run(_ scenario: Scenario) async throws {
    token = try await makeToken()
    for (number, step) in scenario.steps.enumerated() {
      let context = "\(scenario.name), step \(number + 1): \(step.method) \(step.path)"
      let reply = try await send(step)
      let body = String(decoding: reply.body, as: UTF8.self)
      #expect(reply.status == step.status, "\(context): \(body)")
      try check(step, reply.body, context)
    }
    for call in scenario.cleanup {
      let parts = call.split(separator: " ").map(String.init)
      _ = try await server.send(
        parts[0],
        base: "api",
        path: filled(parts[1]),
        fields: fields(nil, hasBody: false),
        body: nil
      )
    }
  }

  private mutating func check(
    _ step: Scenario.Step,
    _ body: [UInt8],
    _ context: String
  ) throws {
    if step.answer?.string == "$empty" {
      #expect(body.isEmpty, "\(context): \(String(decoding: body, as: UTF8.self))")
      return
    }
    guard step.answer != nil || !step.saves.isEmpty || !step.finds.isEmpty else { return }
    let value = try JSONValue(parsing: body)
    if let answer = step.answer,
      let mismatch = AnswerPattern.mismatch(filled(answer), value, at: "answer")
    {
      Issue.record("\(context): \(mismatch)")
    }
    for save in step.saves { values[save.name] = value[save.field]?.string }
    for find in step.finds {
      let pattern = filled(find.pattern)
      let element = value["data"]?.array?.first {
        AnswerPattern.mismatch(pattern, $0, at: "") == nil
      }
      values[find.name] = element?["id"]?.string
    }
  }

  private func send(_ step: Scenario.Step) async throws -> (status: Int, body: [UInt8]) {
    var fields = fields(step.authorization, hasBody: step.body != nil)
    if step.base == "scim", step.authorization == nil {
      fields[.authorization] = "Bearer \(values["scimKey"] ?? "")"
    }
    if step.form != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
    return try await server.send(
      step.method,
      base: step.base,
      path: filled(step.path),
      fields: fields,
      body: step.form.map { Array(filled($0).utf8) } ?? step.body.map { bytes(filled($0)) }
    )
  }

  private func fields(_ authorization: String?, hasBody: Bool) -> HTTPFields {
    var fields = HTTPFields()
    fields[.accept] = "application/json"
    if hasBody { fields[.contentType] = "application/json" }
    if let authorization {
      if authorization != "none" { fields[.authorization] = authorization }
    } else if let token {
      fields[.authorization] = "Bearer \(token)"
    }
    return fields
  }

  /// nil where the organization gives none.
  private func makeToken() async throws -> String? {
    let form =
      "grant_type=client_credentials&scope=api.organization&client_id=${clientID}&client_secret=${clientSecret}&deviceType=25&deviceIdentifier=0d2f3a52-6a1e-4f0b-9b1c-7e54b7d1c0aa&deviceName=rollcall"
    let reply = try await server.send(
      "POST",
      base: "identity",
      path: "/connect/token",
      fields: [.contentType: "application/x-www-form-urlencoded"],
      body: Array(filled(form).utf8)
    )
    return try? JSONValue(parsing: reply.body)["access_token"]?.string
  }

  // MARK: - Values

  /// The text with `${name}` replaced.
  private func filled(_ text: String) -> String {
    values.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }
  }

  private func filled(_ value: JSONValue) -> JSONValue {
    switch value.content {
    case .string(let text): JSONValue(.string(filled(text)))
    case .array(let elements): JSONValue(.array(elements.map(filled)))
    case .object(let members):
      JSONValue(.object(members.map { .init(key: filled($0.key), value: filled($0.value)) }))
    case .null, .bool, .number: value
    }
  }

  private func bytes(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }
}
