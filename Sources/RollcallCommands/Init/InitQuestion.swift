package import DirectoryModel

/// One question of `rollcall init`.
package struct InitQuestion: Equatable, Sendable {
  /// The key of the configuration that the answer decides: `sources[0].urls`.
  package let key: String
  package let text: String
  /// What helps to answer.
  package let explanation: String?
  /// The words that may be answered; empty: anything.
  package let choices: [String]
  /// What an empty answer means; nil: there has to be one, unless ``isOptional``.
  package let standard: String?
  /// An empty answer leaves the key out.
  package let isOptional: Bool
}

/// Who answers: a person at a terminal, or a file.
package protocol Prompter: Sendable {
  /// An answer that will not do can be given again.
  var isInteractive: Bool { get }

  /// - Returns: The answer as given; nil if there are no more.
  func ask(_ question: InitQuestion) -> String?

  /// Says something that is no question.
  func tell(_ text: String)

  /// Says that an answer will not do, or that an attempt failed.
  func tell(_ error: any DiagnosableError)
}
