package import SyncConfiguration

/// What `rollcall init` tries with the answers so far.
package enum InitAttempt: Equatable, Sendable {
  /// To read the source; the organization of the configuration is a placeholder.
  case source
  /// To read the organization.
  case organization
}

/// The questions of `rollcall init` as a state machine: asks one after another, judges each answer by decoding the
/// configuration that it would make, and ends with that configuration's text.
package struct InitDialogue: Sendable {
  private let file: String
  private var answers = InitAnswers()
  /// Answers that were taken back, to be proposed again.
  private var previous = InitAnswers()
  private var attempted: Set<InitField.Section> = []

  package enum Step: Sendable {
    case ask(InitQuestion)
    case attempt(InitAttempt, Configuration)
    /// All is known.
    case write(String)
  }

  /// - Parameter file: Where the configuration will be, from the root: relative paths in it begin there.
  package init(file: String) {
    self.file = file
  }

  private var nextField: InitField? {
    InitFields.all.first { $0.isAsked(answers) && answers[$0.key] == nil }
  }

  /// What comes next.
  ///
  /// - Throws: A ``DiagnosableError`` if the answers make no configuration though each of them was taken.
  package func step() throws -> Step {
    let section = nextField?.section ?? .policy
    if section > .source, !attempted.contains(.source) {
      return .attempt(.source, try decoded(answers))
    }
    if section > .organization, !attempted.contains(.organization) {
      return .attempt(.organization, try decoded(answers))
    }
    if let field = nextField { return .ask(question(field)) }
    _ = try decoded(answers)
    return .write(try InitDocument(answers, isWhole: true).text)
  }

  private func question(_ field: InitField) -> InitQuestion {
    InitQuestion(
      key: field.key,
      text: field.prompt,
      explanation: field.help,
      choices: field.choices,
      standard: previous[field.key] ?? field.standard,
      isOptional: field.isOptional
    )
  }

  /// Takes the answer to the question that ``step()`` asks.
  ///
  /// - Throws: A ``DiagnosableError`` if it will not do; the question stays.
  package mutating func answer(_ text: String) throws {
    guard let field = nextField else { return }
    var answer = InitAnswers.trimmed(text)
    if answer.isEmpty { answer = question(field).standard ?? "" }
    guard !answer.isEmpty || field.isOptional else { throw InitError("this needs an answer") }
    var next = answers
    next[field.key] = answer
    _ = try decoded(next)
    answers = next
  }

  /// Goes on after an attempt, or asks that part again with the answers so far proposed.
  package mutating func attempted(_ attempt: InitAttempt, again: Bool = false) {
    let section: InitField.Section =
      switch attempt {
      case .source: .source
      case .organization: .organization
      }
    guard again else {
      attempted.insert(section)
      return
    }
    for field in InitFields.all where field.section == section {
      if let answer = answers[field.key], !answer.isEmpty { previous[field.key] = answer }
      answers[field.key] = nil
    }
  }

  /// The configuration that answers and placeholders make.
  private func decoded(_ answers: InitAnswers) throws -> Configuration {
    let text = try InitDocument(answers, isWhole: false).text
    do throws(ConfigurationError) {
      return try Configuration.decode(Array(text.utf8), file: file)
    } catch {
      throw InitError(Self.withoutPlace(error.summary), hint: error.hint)
    }
  }

  /// The line and the column are those of a text that nobody has seen.
  private static func withoutPlace(_ summary: String) -> String {
    guard let start = summary.firstRange(of: " (line ")?.lowerBound,
      let end = summary[start...].firstIndex(of: ")")
    else { return summary }
    return "\(summary[..<start])\(summary[summary.index(after: end)...])"
  }
}
