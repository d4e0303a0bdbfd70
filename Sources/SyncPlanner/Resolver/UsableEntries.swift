internal import DirectoryModel

/// Whether an active entry can be given anything: an address that can be invited, and an id.
enum UsableEntries {
  /// Longest external id, in characters; Bitwarden's limit, which every target keeps.
  static let maximumIDLength = 300

  enum Flaw: CaseIterable {
    case withoutAddress
    case refusedAddress
    case withoutID
    case longID
  }

  static func flaw(of user: Int, in directory: DirectorySnapshot) -> Flaw? {
    let id = directory.users.ids[user]
    if id.isBlank { return .withoutID }
    if id.count > maximumIDLength, isTooLong(directory.arena.bytes(id)) { return .longID }
    let email = directory.users.emails[user]
    if email.isBlank { return .withoutAddress }
    return EmailAddress.isValid(directory.arena.bytes(email)) ? nil : .refusedAddress
  }

  static func advisory(_ flaw: Flaw, of user: DirectoryUser) -> Advisory {
    let source = user.reading.description.name
    return switch flaw {
    case .withoutAddress:
      Advisory(
        "unusableEntry",
        subject: user.subject,
        message: "has no e-mail address in \(source): nothing is given to it"
      )
    case .refusedAddress:
      Advisory(
        "unusableEntry",
        subject: user.subject,
        message: "has an e-mail address in \(source) that cannot be invited: nothing is given to it"
      )
    case .withoutID:
      Advisory(
        "unusableEntry",
        subject: user.subject,
        message: "has no external id in \(source): nothing is given to it"
      )
    case .longID:
      Advisory(
        "unusableEntry",
        subject: user.subject,
        message:
          "has an external id of more than \(maximumIDLength) characters in \(source): nothing is given to it"
      )
    }
  }

  private static func isTooLong(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count { $0 & 0xc0 != 0x80 } > maximumIDLength
  }
}
