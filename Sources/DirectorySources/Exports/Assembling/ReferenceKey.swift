internal import DirectoryModel

/// Names other than ids by which users and groups are referred to, made comparable.
enum ReferenceKey {
  /// An address without case, a DN (RFC 4514) without case and blanks around its separators; others as they are.
  static func normalized(_ key: Bytes) -> String {
    let text = String(decoding: key, as: UTF8.self)
    if text.contains("=") { return normalizedDN(text) }
    if text.contains("@") { return EmailAddress.normalized(text) ?? text }
    return text
  }

  /// Whether a key is comparable as it is: what most addresses are.
  static func isNormalized(_ key: Bytes) -> Bool {
    key.allSatisfy { $0 > 0x20 && $0 < 0x7f && !($0 >= 0x41 && $0 <= 0x5a) && $0 != 0x3d }
  }

  private static func normalizedDN(_ text: String) -> String {
    var result = ""
    var isAfterSeparator = true
    var isEscaped = false
    for character in text.lowercased() {
      if character == " ", isAfterSeparator { continue }
      isAfterSeparator = !isEscaped && (character == "," || character == "=" || character == "+")
      if isAfterSeparator {
        while result.last == " ", !result.hasSuffix("\\ ") { result.removeLast() }
      }
      isEscaped = character == "\\" && !isEscaped
      result.append(character)
    }
    return result
  }
}
