/// A display name in the parts that some services insist on.
struct PersonName: Equatable {
  let given: String
  let family: String

  /// `Lee, Ann` has the family name first; else it is the last word; a single word is both.
  init(_ displayName: String) {
    let trimmed = displayName.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let parts = trimmed.split(separator: ",", maxSplits: 1).map {
      String($0.drop { $0 == " " })
    }
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
      family = parts[0]
      given = parts[1]
    } else if let space = trimmed.lastIndex(of: " ") {
      given = String(trimmed[..<space])
      family = String(trimmed[trimmed.index(after: space)...])
    } else {
      given = trimmed
      family = trimmed
    }
  }
}
