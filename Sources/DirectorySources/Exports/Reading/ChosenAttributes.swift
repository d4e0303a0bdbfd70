internal import JSONReader
internal import SCIMFilter

/// The attributes that the configuration chooses in place of the provider's own, and who has them.
struct ChosenAttributes {
  private(set) var externalID: Choice?
  private(set) var email: Choice?
  private(set) var displayName: Choice?

  struct Choice {
    /// `users.email`.
    let key: String
    /// As it is written in the configuration.
    let name: String
    let path: AttributePath
    /// Its number in the table of paths.
    var number = -1
    /// Whether any user has a value there.
    var isMet = false

    init?(_ key: String, _ text: String?) throws(ExportFailure) {
      guard let text else { return nil }
      guard let path = AttributePath(parsing: text) else {
        throw ExportFailure(
          .configuration,
          "attribute",
          file: nil,
          "'\(text)', which '\(key)' names, is no attribute"
        )
      }
      self.key = key
      name = text
      self.path = path
    }

    mutating func locate(in table: JSONPathTable) {
      number = table.number(of: path.names) ?? -1
    }

    mutating func text(in record: borrowing FieldRecord) -> Bytes? {
      let text = record.text(path: number)
      if text != nil { isMet = true }
      return text
    }
  }

  init(_ attributes: ExportAttributes) throws(ExportFailure) {
    externalID = try Choice("users.externalId", attributes.externalID)
    email = try Choice("users.email", attributes.email)
    displayName = try Choice("users.displayName", attributes.displayName)
  }

  var all: [Choice] { [externalID, email, displayName].compactMap(\.self) }

  /// Learns where the values are found.
  mutating func locate(in table: JSONPathTable) {
    externalID?.locate(in: table)
    email?.locate(in: table)
    displayName?.locate(in: table)
  }

  /// - Throws: ``ExportFailure`` if nobody at all has an attribute that was chosen: its name is wrong, or the export was made
  ///   without it.
  func checkThatAllAreMet() throws(ExportFailure) {
    for choice in all where !choice.isMet {
      throw ExportFailure.incomplete(
        "attribute-missing",
        file: nil,
        "nobody in it has '\(choice.name)', which '\(choice.key)' names",
        hint: "Compare the name with the export, and have the export ask for the attribute."
      )
    }
  }

  /// Puts what is chosen in the place of what the provider's dialect took from the record.
  mutating func apply(to draft: inout UserDraft, from record: borrowing FieldRecord) {
    if externalID != nil { draft.externalID = .chosen(externalID?.text(in: record)) }
    if email != nil { draft.email = email?.text(in: record) }
    guard displayName != nil else { return }
    draft.name = displayName?.text(in: record)
    draft.secondName = nil
  }
}
