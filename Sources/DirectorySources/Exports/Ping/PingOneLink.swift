/// The address of a PingOne answer, which alone says whose members or groups are in it.
enum PingOneLink {
  static func owner(_ link: String) -> PageOwner? {
    let decoded = decode(link)
    if let start = decoded.firstRange(of: "memberOfGroups[id eq \"") {
      return .group(String(decoded[start.upperBound...].prefix { $0 != "\"" }))
    }
    let parts = decoded.prefix { $0 != "?" }.split(separator: "/")
    guard parts.count >= 3, parts.last == "memberOfGroups" else { return nil }
    let id = String(parts[parts.count - 2])
    switch parts[parts.count - 3] {
    case "groups": return .group(id)
    case "users": return .user(id)
    default: return nil
    }
  }

  /// Undoes `%20` and `+`.
  private static func decode(_ link: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(link.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(0x20)
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
