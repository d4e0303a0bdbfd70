/// The group that a change is about.
package struct GroupReference: Hashable, Sendable {
  private var shared: Shared<Fields>

  private struct Fields: Hashable, Sendable {
    var id: String?
    var externalID: String?
    var name: String
  }

  package init(id: String?, externalID: String?, name: String) {
    shared = Shared(Fields(id: id, externalID: externalID, name: name))
  }

  /// The organization's id; nil for a group that is yet to be created.
  package var id: String? {
    get { shared.value.id }
    set {
      var fields = shared.value
      fields.id = newValue
      shared = Shared(fields)
    }
  }

  package var externalID: String? { shared.value.externalID }

  package var name: String { shared.value.name }
}
