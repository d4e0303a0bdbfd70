internal import DirectoryModel
internal import JSONReader

/// One line of `journal.jsonl`.
struct JournalLine: Decodable, Equatable {
  enum Event: String, Decodable {
    /// A change is about to be made: it may have happened from here on.
    case begin
    case done
    case failed
    case notAttempted
    /// The run ended by itself.
    case end
  }

  static let currentVersion = 1

  /// Of lines that begin a change; others have none.
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
  /// Of the group, where a membership changes.
  var groupExternalId: String?
  /// The status before.
  var status: String?
  /// The limits that the change counts under, unless a person approved it.
  var limits: [Limit]?
  /// The organization's id of what was created.
  var created: String?
  var message: String?

  struct Limit: Decodable, Equatable {
    var name: String
    var subject: String?
  }
}

extension JournalLine {
  /// Writes the line with its end; fields that say nothing are left out.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      write("version", version, to: &writer)
      writer.key("time")
      writer.value(time.time.description)
      writer.key("event")
      writer.value(event.rawValue)
      write("number", number, to: &writer)
      write("action", action, to: &writer)
      write("member", member, to: &writer)
      write("group", group, to: &writer)
      write("externalId", externalId, to: &writer)
      write("groupExternalId", groupExternalId, to: &writer)
      write("status", status, to: &writer)
      writeLimits(to: &writer)
      write("created", created, to: &writer)
      write("message", message, to: &writer)
    }
    writer.endLine()
  }

  private func writeLimits(to writer: inout JSONWriter) {
    guard let limits else { return }
    writer.key("limits")
    writer.array { writer in
      for limit in limits {
        writer.object { writer in
          write("name", limit.name, to: &writer)
          write("subject", limit.subject, to: &writer)
        }
      }
    }
  }

  private func write(_ key: String, _ text: String?, to writer: inout JSONWriter) {
    guard let text else { return }
    writer.key(key)
    writer.value(text)
  }

  private func write(_ key: String, _ number: Int?, to writer: inout JSONWriter) {
    guard let number else { return }
    writer.key(key)
    writer.value(number)
  }
}
