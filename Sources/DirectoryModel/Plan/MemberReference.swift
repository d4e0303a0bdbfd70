/// The member that a change is about, as it is now (after a link: as it will be matched).
package struct MemberReference: Hashable, Sendable {
  private var shared: Shared<Fields>

  private struct Fields: Hashable, Sendable {
    var id: String?
    var externalID: String?
    var email: String
    var name: String?
  }

  package init(id: String?, externalID: String?, email: String, name: String? = nil) {
    shared = Shared(Fields(id: id, externalID: externalID, email: email, name: name))
  }

  /// The organization's id; nil for somebody who is yet to be invited.
  package var id: String? {
    get { shared.value.id }
    set {
      var fields = shared.value
      fields.id = newValue
      shared = Shared(fields)
    }
  }

  package var externalID: String? { shared.value.externalID }

  package var email: String { shared.value.email }

  /// The directory's display name, else the organization's; for people only, in no JSON and no digest.
  package var name: String? { shared.value.name }
}
