package import DirectoryModel
internal import Presentation
package import SyncConfiguration

/// How an attempt with the answers so far went.
package enum InitOutcome: Sendable {
  /// What was found, in one line: "1,204 users, 88 groups".
  case worked(String)
  case failed(any DiagnosableError)
}

/// Holds the dialogue of `rollcall init` with whoever answers.
package enum InitConversation {
  /// - Parameters:
  ///   - prompter: Who answers.
  ///   - file: Where the configuration will be, from the root.
  ///   - attempt: Tries to read the source, or the organization, of a configuration.
  /// - Returns: The configuration's text; nothing is written here.
  /// - Throws: ``InitError`` where answers from a file end too soon or will not do: the next line would be taken for
  ///   another question's.
  package static func run(
    _ prompter: some Prompter,
    file: String,
    attempt: (InitAttempt, Configuration) async -> InitOutcome
  ) async throws -> String {
    var dialogue = InitDialogue(file: file)
    while true {
      switch try dialogue.step() {
      case .ask(let question):
        guard let answer = prompter.ask(question) else {
          throw InitError(
            "the answers end before \(question.key): \(question.text)",
            hint: "Give one line for each question; an empty one takes what stands in brackets."
          )
        }
        do {
          try dialogue.answer(answer)
        } catch let error as InitError {
          guard prompter.isInteractive else {
            throw InitError("\(question.key): \(error.summary)", hint: error.hint)
          }
          prompter.tell(error)
        }
      case .attempt(let what, let configuration):
        let outcome = await attempt(what, configuration)
        dialogue.attempted(what, again: asksAgain(outcome, what, prompter))
      case .write(let text): return text
      }
    }
  }

  /// Tells how it went; only a person can say that something else was meant.
  private static func asksAgain(
    _ outcome: InitOutcome,
    _ what: InitAttempt,
    _ prompter: some Prompter
  ) -> Bool {
    switch outcome {
    case .worked(let text):
      prompter.tell("ok    \(VisibleText.escape(text))")
      return false
    case .failed(let error):
      prompter.tell(error)
      guard prompter.isInteractive else { return false }
      let question = InitQuestion(
        key: what == .source ? "sources[0]" : "organization",
        text: "Answer these questions again, or keep the answers and see to it later",
        explanation: nil,
        choices: ["again", "keep"],
        standard: "again",
        isOptional: false
      )
      let answer = prompter.ask(question).map(InitAnswers.trimmed)
      return answer?.isEmpty ?? false || answer == "again"
    }
  }
}
