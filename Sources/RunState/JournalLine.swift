/// One line of `journal.jsonl`.
struct JournalLine: Codable, Equatable {
  enum Event: String, Codable {
    /// A change is about to be made: it may have happened from here on.
    case begin
    case done
    case failed
    case notAttempted
    /// The run ended by itself.
    case end
    /// A later run has taken note of what this one did.
    case recovered
  }

  var version: Int?
  var time: FileTime
  var event: Event
  /// The change's position in the plan.
  var number: Int?
  var action: String?
  /// The organization's ids.
  var member: String?
  var group: String?
  var externalId: String?
  /// The status before.
  var status: String?
  /// The limits that the change counts under, unless a person approved it.
  var limits: [Limit]?
  /// The organization's id of what was created.
  var created: String?
  var message: String?

  struct Limit: Codable, Equatable {
    var name: String
    var subject: String?
  }
}
