import JSONReader
import TestSupport

extension FaultyTransport.Effect {
  /// Forwarded; of every list of that name in the answer only the first `count` elements come through.
  static func keeping(_ count: Int, of key: String) -> Self {
    .edit { text in
      guard let json = try? JSONValue(parsing: [UInt8](text.utf8)) else { return text }
      var writer = JSONWriter(.compact)
      writer.value(cut(json, key, count))
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  private static func cut(_ json: JSONValue, _ key: String, _ count: Int) -> JSONValue {
    if let array = json.array { return JSONValue(.array(array.map { cut($0, key, count) })) }
    guard let object = json.object else { return json }
    let members = object.map { member in
      var value = cut(member.value, key, count)
      if member.key == key, let all = value.array {
        value = JSONValue(.array(Array(all.prefix(count))))
      }
      return JSONValue.Member(key: member.key, value: value)
    }
    return JSONValue(.object(members))
  }
}
