/// Random numbers that are the same in each run (SplitMix64).
package struct SandboxGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }

  /// A random GUID (RFC 9562, version 4), lower-case with dashes.
  package mutating func makeGUID() -> String {
    var digits = Array(hex(next()) + hex(next()))
    digits[12] = "4"
    digits[16] = "89ab".randomElement(using: &self) ?? "8"
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return parts.joined(separator: "-")
  }

  /// 32 digits that nobody guesses before they are given out.
  mutating func makeToken() -> String { "sbx." + hex(next()) + hex(next()) }

  private func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}

/// Whether a text is a GUID as the server takes one in a path.
enum GUIDText {
  static func isValid(_ text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && text.allSatisfy { $0 == "-" || $0.isHexDigit }
  }
}
