/// The server's rules for e-mail addresses (contract, section 5.7).
enum AddressRule {
  /// POST member: one mailbox, equal to the input, local part ASCII, last label of the domain letters.
  static func isStrict(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let local = parts.first, let domain = parts.last else { return false }
    guard isAtom(local), local.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        && label.first != "-" && label.last != "-"
    } && last.allSatisfy(\.isLetter)
  }

  /// Import: one `@`, not first or last, no line breaks.
  static func isLoose(_ text: String) -> Bool {
    let characters = Array(text)
    guard characters.count(where: { $0 == "@" }) == 1, !characters.contains(where: \.isNewline)
    else { return false }
    return characters.first != "@" && characters.last != "@"
  }

  private static func isAtom(_ local: Substring) -> Bool {
    let special: Set<Character> = [
      "(", ")", "<", ">", "[", "]", ":", ";", "@", "\\", ",", "\"", " ", "\t", "\r", "\n",
    ]
    return !local.isEmpty && local.first != "." && local.last != "." && !local.contains("..")
      && local.allSatisfy { !special.contains($0) }
  }
}
