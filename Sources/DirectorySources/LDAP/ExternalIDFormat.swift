internal import LDAPClient

/// How the bytes of an id become the text that the organization carries, and back.
enum ExternalIDFormat: Sendable, Equatable {
  /// As it stands; hexadecimal digits if it is not text.
  case text
  /// 16 bytes in Microsoft's order: the first three fields little-endian.
  case guid
  /// 32 hexadecimal digits: eDirectory's tools show several orders, so the bytes stay in theirs.
  case hexadecimal
  /// `S-1-5-21-…`
  case securityIdentifier

  init(attribute: String) {
    self =
      switch attribute.lowercased() {
      case "objectguid": .guid
      case "guid": .hexadecimal
      case "objectsid": .securityIdentifier
      default: .text
      }
  }

  func text(_ bytes: ArraySlice<UInt8>) -> String {
    switch self {
    case .guid where bytes.count == 16: Self.guidText(Array(bytes))
    case .securityIdentifier: SecurityIdentifier(bytes)?.description ?? Self.hexText(bytes)
    case .text: String(validating: bytes, as: UTF8.self) ?? Self.hexText(bytes)
    case .guid, .hexadecimal: Self.hexText(bytes)
    }
  }

  /// The bytes that ``text(_:)`` makes `text` of; nil if it cannot have made it.
  func bytes(_ text: String) -> [UInt8]? {
    switch self {
    case .text: Array(text.utf8)
    case .guid:
      Self.hexBytes(text.filter { $0 != "-" }).flatMap { bytes in
        guard bytes.count == 16, Self.guidText(Self.guidOrder.map { bytes[$0] }) == text else {
          return nil
        }
        return Self.guidOrder.map { bytes[$0] }
      }
    case .hexadecimal: Self.hexBytes(text)
    case .securityIdentifier: SecurityIdentifier(parsing: text)?.bytes
    }
  }

  /// Which byte of the value stands where in the text, and the other way round.
  private static let guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

  private static func guidText(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (position, index) in guidOrder.enumerated() {
      if [4, 6, 8, 10].contains(position) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(bytes[index] >> 4)])
      text.append(digits[Int(bytes[index] & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func hexText(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func hexBytes(_ text: String) -> [UInt8]? {
    let numbers = text.compactMap(\.hexDigitValue)
    guard numbers.count == text.count, numbers.count % 2 == 0 else { return nil }
    return stride(from: 0, to: numbers.count, by: 2).map {
      UInt8(numbers[$0] << 4 | numbers[$0 + 1])
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
