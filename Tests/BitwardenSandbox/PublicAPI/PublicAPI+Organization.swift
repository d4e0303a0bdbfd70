internal import JSONReader

extension PublicAPI {
  /// `/public/organization/…`: the import and the subscription.
  func wholeOrganization(
    _ path: [String],
    _ organization: inout SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    switch (request.method, path) {
    case ("POST", ["import"]):
      try organization.importAll(try ImportModel(RequestModel(request)), settings)
      return .done
    case ("GET", ["subscription"]):
      guard settings.isCloud else { throw .badRequest("Only allowed when not self hosted.") }
      return subscription(organization)
    case (_, ["import"]), (_, ["subscription"]): throw .empty(405)
    default: throw .empty(404)
    }
  }

  private func subscription(_ organization: SandboxOrganization) -> SandboxAnswer {
    PublicJSON.single { writer in
      writer.object { writer in
        writer.key("passwordManager")
        writer.object { writer in
          writer.field("seats", organization.seats)
          writer.field("maxAutoScaleSeats", organization.maximumAutoscaleSeats)
          writer.field("storage", 1)
        }
        writer.key("secretsManager")
        writer.null()
      }
    }
  }

  func policies(
    _ path: [String],
    _ organization: SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard request.method == "GET" else { throw .empty(405) }
    let saved = organization.policies.sorted { $0.key < $1.key }
    guard let type = path.first else {
      return PublicJSON.list(saved) { policy, writer in Self.policy(policy, &writer) }
    }
    guard path.count == 1, let policy = saved.first(where: { String($0.key) == type }) else {
      throw .unknownID
    }
    return PublicJSON.single { Self.policy(policy, &$0) }
  }

  private static func policy(_ policy: (key: Int, value: Bool), _ writer: inout JSONWriter) {
    let digits = String(policy.key)
    let tail = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    writer.object { writer in
      writer.field("object", "policy")
      writer.field("id", "b0110000-0000-4000-8000-\(tail)")
      writer.field("type", policy.key)
      writer.key("enabled")
      writer.value(policy.value)
      writer.key("data")
      writer.null()
    }
  }

  func collections(
    _ path: [String],
    _ organization: SandboxOrganization
  ) throws(SandboxRefusal) -> SandboxAnswer {
    guard request.method == "GET", path.isEmpty else { throw .empty(path.isEmpty ? 405 : 404) }
    return PublicJSON.list(organization.collections.sorted()) { id, writer in
      writer.object { writer in
        writer.field("object", "collection")
        writer.field("id", id)
        writer.key("externalId")
        writer.null()
        writer.key("groups")
        writer.array { _ in }
      }
    }
  }
}
