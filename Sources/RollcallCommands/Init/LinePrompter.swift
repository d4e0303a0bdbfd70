internal import Presentation

/// Asks in lines of text, and takes one line for an answer.
package struct LinePrompter: Prompter {
  package let isInteractive: Bool
  private let read: @Sendable () -> String?
  private let write: @Sendable (String) -> Void

  /// - Parameters:
  ///   - isInteractive: A person answers.
  ///   - read: The next line without its end; nil at the end.
  ///   - write: Takes text for stderr.
  package init(
    isInteractive: Bool,
    read: @escaping @Sendable () -> String?,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isInteractive = isInteractive
    self.read = read
    self.write = write
  }

  package func ask(_ question: InitQuestion) -> String? {
    write(Self.text(question))
    let answer = read()
    // Without a person's line break the next question would stand behind this one.
    if !isInteractive || answer == nil { write("\n") }
    return answer
  }

  package func tell(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n") }

  static func text(_ question: InitQuestion) -> String {
    var text = "\n"
    if let explanation = question.explanation { text += "  \(explanation)\n" }
    text += question.text
    if !question.choices.isEmpty { text += " (\(question.choices.joined(separator: ", ")))" }
    if let standard = question.standard {
      text += " [\(VisibleText.escape(standard))]"
    } else if question.isOptional {
      text += " [none]"
    }
    return text + ": "
  }
}
