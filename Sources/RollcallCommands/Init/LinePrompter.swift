package import DirectoryModel
package import Presentation

/// Asks in lines of text, and takes one line for an answer.
package struct LinePrompter: Prompter {
  package let isInteractive: Bool
  private let style: TextStyle
  private let read: @Sendable () -> String?
  private let write: @Sendable (String) -> Void

  /// - Parameters:
  ///   - isInteractive: A person answers.
  ///   - style: How wide the person's terminal is.
  ///   - read: The next line without its end; nil at the end.
  ///   - write: Takes text for stderr.
  package init(
    isInteractive: Bool,
    style: TextStyle = TextStyle(),
    read: @escaping @Sendable () -> String?,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isInteractive = isInteractive
    self.style = style
    self.read = read
    self.write = write
  }

  package func ask(_ question: InitQuestion) -> String? {
    write(text(question))
    let answer = read()
    // Without a person's line break the next question would stand behind this one.
    if !isInteractive || answer == nil { write("\n") }
    return answer
  }

  package func tell(_ text: String) {
    let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
    write(WrappedText.hanging("", line, style: style))
  }

  package func tell(_ error: any DiagnosableError) { write(RunText.error(error, style: style)) }

  private func text(_ question: InitQuestion) -> String {
    var text = "\n"
    if let explanation = question.explanation {
      text += WrappedText.hanging("  ", VisibleText.escape(explanation), style: style)
    }
    var words = question.text
    if !question.choices.isEmpty { words += " (\(question.choices.joined(separator: ", ")))" }
    if let standard = question.standard {
      words += " [\(VisibleText.escape(standard))]"
    } else if question.isOptional {
      words += " [none]"
    }
    // The answer follows on the same line.
    return text + WrappedText.hanging("", "\(words):", style: style).dropLast() + " "
  }
}
