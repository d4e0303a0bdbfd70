import Presentation
import RollcallCommands
import Synchronization
import Testing

struct LinePrompterTests {
  private final class Paper: Sendable {
    private let written = Mutex("")
    var text: String { written.withLock { $0 } }
    func write(_ text: String) { written.withLock { $0 += text } }
  }

  private func asked(
    _ dialogue: InitDialogue,
    answer: String?,
    isInteractive: Bool,
    style: TextStyle = TextStyle()
  ) throws -> String {
    let paper = Paper()
    let prompter = LinePrompter(
      isInteractive: isInteractive,
      style: style,
      read: { answer },
      write: { paper.write($0) }
    )
    guard case .ask(let question) = try dialogue.step() else { return "" }
    #expect(prompter.ask(question) == answer)
    return paper.text
  }

  @Test func `a question shows its words and what an empty answer means`() throws {
    let text = try asked(InitDialogue(file: "/c.json"), answer: "ldap", isInteractive: true)
    #expect(
      text
        == "\n  An LDAP directory or Active Directory, the export of an identity provider, or a SCIM service.\nWhat is the directory (ldap, export, scim) [ldap]: "
    )
  }

  @Test func `a question that says everything stands alone`() throws {
    var dialogue = InitDialogue(file: "/c.json")
    try dialogue.answer("export")
    let text = try asked(dialogue, answer: "e", isInteractive: true)
    #expect(text == "\nFile or folder of the export: ")
  }

  @Test func `a narrow terminal breaks lines between words`() throws {
    let style = TextStyle(isTerminal: true, width: 44)
    let text = try asked(
      InitDialogue(file: "/c.json"),
      answer: "ldap",
      isInteractive: true,
      style: style
    )
    #expect(
      text == """

          An LDAP directory or Active Directory, the
          export of an identity provider, or a SCIM
          service.
        What is the directory (ldap, export, scim)
        [ldap]:\u{20}
        """
    )
  }

  @Test("an answer that nobody typed ends its line", arguments: ["ldap", nil])
  func piped(answer: String?) throws {
    let text = try asked(InitDialogue(file: "/c.json"), answer: answer, isInteractive: false)
    #expect(text.hasSuffix("[ldap]: \n"))
  }

  @Test func `what is said ends with one line break`() {
    let paper = Paper()
    let prompter = LinePrompter(isInteractive: true, read: { nil }, write: { paper.write($0) })
    prompter.tell("a")
    prompter.tell("b\n")
    #expect(paper.text == "a\nb\n")
  }
}
