/// The values of the fields that a change alters; the others are nil.
package struct ChangedFields: Hashable, Sendable {
  private let shared: Shared<Fields>

  private struct Fields: Hashable, Sendable {
    let email: String?
    let name: String?
    let status: MemberStatus?
    let externalID: String?
  }

  package init(
    email: String? = nil,
    name: String? = nil,
    status: MemberStatus? = nil,
    externalID: String? = nil
  ) {
    shared = Shared(Fields(email: email, name: name, status: status, externalID: externalID))
  }

  package var email: String? { shared.value.email }
  package var name: String? { shared.value.name }
  package var status: MemberStatus? { shared.value.status }
  package var externalID: String? { shared.value.externalID }
}
