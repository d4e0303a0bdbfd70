/// What has been answered so far, by key, as given.
struct InitAnswers: Equatable, Sendable {
  private var texts: [String: String] = [:]

  subscript(key: String) -> String? {
    get { texts[key] }
    set { texts[key] = newValue }
  }

  /// A word of the answers, which decides what else is asked.
  func holds(_ key: String, _ word: String) -> Bool { texts[key] == word }

  /// Without white space at both ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    let space: (Character) -> Bool = { $0.isWhitespace }
    let start = text.drop(while: space)
    let end = start.lastIndex { !space($0) }
    return end.map { String(start[...$0]) } ?? ""
  }
}
