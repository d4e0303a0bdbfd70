/// Damages bytes in the ways that matter for JSON and tables, reproducibly.
struct Mutator {
  private var state: UInt64

  private static let words: [[UInt8]] = [
    "{", "}", "[", "]", "\"", ",", ":", "\\u0000", "\\ud800", "null", "true", "0", "-1", "1e999",
    "[]", "{}", "\"id\":", "\"members\":[", "\"users\":{", "\"groups\":null,", "\n", "\r\n",
    "HTTP/1.1 200 OK\r\n\r\n", "{\"error\":{}}", "\u{0}", "[[", "}{",
    "{\"groupId\":\"x\",\"members\":null}",
    "\"_embedded\":{\"users\":[", "\"kind\":\"admin#directory#members\",",
    "\"@odata.nextLink\":\"x\",",
  ].map { Array($0.utf8) }

  init(seed: UInt64) {
    state = seed
  }

  /// A number (SplitMix64, Steele, Lea and Flood 2014).
  mutating func number(below limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) % UInt64(max(1, limit)))
  }

  mutating func mutate(_ bytes: inout [UInt8], donor: [UInt8]) {
    let index = number(below: bytes.count + 1)
    let end = min(bytes.count, index + number(below: 40))
    // Most changes leave JSON whole: else the parser would be all that is ever tried.
    if number(below: 4) > 0 {
      if number(below: 3) == 0 { dropMember(&bytes) } else { swapTexts(&bytes) }
      return
    }
    switch number(below: 7) {
    case 0: bytes.insert(contentsOf: Self.words[number(below: Self.words.count)], at: index)
    case 1: bytes.removeSubrange(index..<end)
    case 2 where !bytes.isEmpty: bytes[number(below: bytes.count)] ^= 1 << UInt8(number(below: 8))
    case 3 where !bytes.isEmpty: bytes[number(below: bytes.count)] = UInt8(number(below: 256))
    case 4: bytes.removeLast(bytes.count - index)
    case 5: bytes.insert(contentsOf: bytes[index..<end], at: number(below: bytes.count + 1))
    case 6:
      let start = number(below: donor.count + 1)
      let piece = donor[start..<min(donor.count, start + number(below: 400))]
      bytes.insert(contentsOf: piece, at: index)
    default: break
    }
  }

  /// Puts the text between two quotes in the place of another.
  private mutating func swapTexts(_ bytes: inout [UInt8]) {
    let quotes = bytes.indices.filter { bytes[$0] == 0x22 }
    guard quotes.count >= 4 else { return }
    let from = number(below: quotes.count / 2) * 2
    let to = number(below: quotes.count / 2) * 2
    let text = Array(bytes[quotes[from]...quotes[from + 1]])
    bytes.replaceSubrange(quotes[to]...quotes[to + 1], with: text)
  }

  /// Takes out what stands between two commas.
  private mutating func dropMember(_ bytes: inout [UInt8]) {
    let commas = bytes.indices.filter { bytes[$0] == 0x2c }
    guard commas.count >= 2 else { return }
    let first = number(below: commas.count - 1)
    let last = min(commas.count - 1, first + 1 + number(below: 3))
    bytes.removeSubrange(commas[first]..<commas[last])
  }
}
