internal import HTTPTypes
internal import JSONReader

/// What Vaultwarden serves to an organization's key: a token and the import, nothing that reads (contract, section 15).
struct VaultwardenAPI {
  let request: SandboxRequest

  func answer(
    _ path: [String],
    _ organization: inout SandboxOrganization
  ) -> SandboxAnswer {
    guard request.method == "POST", path == ["public", "organization", "import"] else {
      return Self.notFound
    }
    guard let value = try? JSONValue(parsing: request.body) else {
      return SandboxAnswer(status: 400)
    }
    guard let members = value["members"]?.array, value["groups"]?.array != nil,
      value["overwriteExisting"]?.bool != nil
    else { return SandboxAnswer(status: 422) }
    for member in members {
      guard let email = member["email"]?.string?.lowercased(),
        let externalID = member["externalId"]?.string, let isDeleted = member["deleted"]?.bool
      else { return SandboxAnswer(status: 422) }
      Self.take(email, externalID, isDeleted: isDeleted, &organization)
    }
    return .done
  }

  private static func take(
    _ email: String,
    _ externalID: String,
    isDeleted: Bool,
    _ organization: inout SandboxOrganization
  ) {
    guard let present = organization.member(email: email) else {
      if isDeleted { return }
      organization.addMember(email: email, externalID: externalID, status: 0)
      organization.outbox.append(SandboxMail(kind: .invitation, email: email))
      return
    }
    organization.updateMember(present.id) { member in
      member.externalID = externalID
      if isDeleted {
        member.priorStatus = member.status
        member.status = SandboxMember.Status.revoked
      } else if member.status == SandboxMember.Status.revoked {
        member.status = member.priorStatus ?? SandboxMember.Status.invited
      }
    }
  }

  static var notFound: SandboxAnswer {
    var answer = PublicJSON.single { writer in
      writer.object { writer in
        writer.key("error")
        writer.object { writer in
          writer.field("code", 404)
          writer.field("reason", "Not Found")
          writer.field("description", "The requested resource could not be found.")
        }
      }
    }
    answer.status = 404
    return answer
  }

  static func refusal(_ message: String) -> TokenRefusal {
    var answer = PublicJSON.single { writer in
      writer.object { writer in
        writer.field("message", message)
        writer.key("validationErrors")
        writer.object { writer in
          writer.key("")
          writer.array { $0.value(message) }
        }
        writer.key("errorModel")
        writer.object { writer in
          writer.field("message", message)
          writer.field("object", "error")
        }
        writer.field("error", "")
        writer.field("error_description", "")
        for name in ["exceptionMessage", "exceptionStackTrace", "innerExceptionMessage"] {
          writer.key(name)
          writer.null()
        }
        writer.field("object", "error")
      }
    }
    answer.status = 400
    return TokenRefusal(answer: answer)
  }
}
