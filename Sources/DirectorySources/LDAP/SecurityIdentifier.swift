/// Windows' `objectSid` (MS-DTYP 2.4.2): revision, authority, and a list of numbers whose last names the account.
struct SecurityIdentifier: Equatable, CustomStringConvertible {
  let bytes: [UInt8]

  init?(_ bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count >= 8, bytes[0] == 1, bytes.count == 8 + 4 * Int(bytes[1]) else { return nil }
    self.bytes = bytes
  }

  /// - Returns: nil for what is not `S-1-…`.
  init?(parsing text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.count <= 18, parts[0] == "S", parts[1] == "1",
      let authority = UInt64(parts[2]), authority < 1 << 48
    else { return nil }
    var bytes: [UInt8] = [1, UInt8(parts.count - 3)]
    bytes += (0..<6).map { UInt8(truncatingIfNeeded: authority >> (40 - 8 * UInt64($0))) }
    for part in parts.dropFirst(3) {
      guard let number = UInt32(part) else { return nil }
      bytes += Self.littleEndian(number)
    }
    self.bytes = bytes
  }

  /// The same domain's account with another last number; nil if there is none to replace.
  func replacingLast(with number: UInt32) -> SecurityIdentifier? {
    guard bytes[1] > 0 else { return nil }
    return SecurityIdentifier((bytes.dropLast(4) + Self.littleEndian(number))[...])
  }

  var description: String {
    let authority = bytes[2..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let parts = stride(from: 8, to: bytes.count, by: 4).map { start in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
    return (["S", "1", "\(authority)"] + parts.map(String.init)).joined(separator: "-")
  }

  private static func littleEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }
}
