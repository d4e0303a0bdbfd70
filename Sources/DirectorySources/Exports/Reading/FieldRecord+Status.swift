internal import JSONReader

/// What a record says to a question of yes or no (`contracts/idp-exports.md` 2.5).
enum Answer {
  case yes
  case no
  /// Nothing: the field is not there, null or blank, and the default holds.
  case none
  /// A word that nobody knows: the default would be a guess.
  case unclear
}

extension FieldRecord {
  /// `true`, `1`, `yes`; `false`, `0`, `no`, in any case and with blanks around.
  func answer(_ field: ExportField) -> Answer {
    guard let word = word(field) else { return isUnreadable(field) ? .unclear : .none }
    if word.equalsFolding("true") || word.equals("1") || word.equalsFolding("yes") { return .yes }
    if word.equalsFolding("false") || word.equals("0") || word.equalsFolding("no") { return .no }
    return .unclear
  }

  /// The text of a scalar without the blanks around it, and without the `.0` that a table puts behind a number; nil if
  /// nothing is left.
  func word(_ field: ExportField) -> Bytes? {
    guard var word = text(field)?.trimmed, !word.isEmpty else { return nil }
    if word.count > 2, word[word.count - 1] == 0x30, word[word.count - 2] == 0x2e,
      word.dropLast(2).allSatisfy({ $0 &- 0x30 < 10 })
    {
      word = Bytes(rebasing: word.dropLast(2))
    }
    return word
  }

  /// Whether the field has a value, but none that is a word: an object, or a list of none.
  func isUnreadable(_ field: ExportField) -> Bool {
    guard let match = match(field) else { return false }
    return !match.isScalar && match.kind != .null
  }

  /// The state of an account that `active` is asked of.
  func state(active field: ExportField) -> UserDraft.DraftState {
    switch answer(field) {
    case .yes, .none: .active
    case .no: .disabled
    case .unclear: .unknown
    }
  }

  /// The state of an account that is disabled if any of these says so.
  func state(disabled fields: ExportField...) -> UserDraft.DraftState {
    var state = UserDraft.DraftState.active
    for field in fields {
      switch answer(field) {
      case .yes: return .disabled
      case .no, .none: break
      case .unclear: state = .unknown
      }
    }
    return state
  }
}

extension Bytes {
  /// Without blanks, tabs and ends of lines at both ends.
  var trimmed: Bytes {
    var slice = self[...]
    while let first = slice.first, first <= 0x20 { slice.removeFirst() }
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    return Bytes(rebasing: slice)
  }

  /// Whether it is one of these words, without ASCII case; they are lower case.
  func isOne(of words: StaticString...) -> Bool {
    for word in words where equalsFolding(word) { return true }
    return false
  }
}
