internal import JSONReader

/// A key that `rollcall init` asks for.
struct InitField: Sendable {
  enum Section: Int, Comparable, Sendable {
    case source
    case organization
    case policy

    static func < (left: Section, right: Section) -> Bool { left.rawValue < right.rawValue }
  }

  enum Form: Sendable {
    case text
    /// Separated by commas, since names of groups have spaces in them.
    case list
    case word([String])
    case yesNo
  }

  let section: Section
  /// `sources[0].bind.dn`.
  let key: String
  let prompt: String
  /// What helps to answer, where the prompt alone does not say it.
  var help: String?
  var form = Form.text
  var standard: String?
  var isOptional = false
  /// An answer that would do, until there is one: so that each answer can be judged as it is given.
  var placeholder: String?
  /// Whether earlier answers ask for it.
  var isAsked: @Sendable (InitAnswers) -> Bool = { _ in true }

  /// An answer as the configuration has it.
  ///
  /// - Returns: The value; nil to leave the key out.
  /// - Throws: ``InitError`` for a word that is none of those asked for.
  func value(_ answer: String) throws(InitError) -> JSONValue? {
    if answer.isEmpty { return nil }
    switch form {
    case .text: return JSONValue(.string(answer))
    case .list: return JSONValue(.array(Self.parts(answer).map { JSONValue(.string($0)) }))
    case .word(let words):
      guard words.contains(answer) else {
        throw InitError("'\(answer)' is none of \(words.joined(separator: ", "))")
      }
      // A plain nil would be JSON's null.
      return answer == Self.own ? Optional<JSONValue>.none : JSONValue(.string(answer))
    case .yesNo:
      switch answer.lowercased() {
      case "y", "yes": return true
      case "n", "no": return false
      default: throw InitError("'\(answer)' is neither yes nor no")
      }
    }
  }

  /// Of a secret.
  static let secretForms =
    "Never the secret itself: env:NAME, file:PATH, credential:NAME (systemd), or command:/PROGRAM ARG…."

  /// The word that means none of the others: another question follows.
  static let own = "own"

  static func parts(_ answer: String) -> [String] {
    answer.split(separator: ",").map(InitAnswers.trimmed).filter { !$0.isEmpty }
  }

  var choices: [String] {
    switch form {
    case .word(let words): words
    case .yesNo: ["yes", "no"]
    case .text, .list: []
    }
  }
}
