/// What a ``JSONParser`` finds next.
package enum JSONToken: Equatable, Sendable {
  case beginObject
  case endObject
  case beginArray
  case endArray
  /// A key; its value comes next.
  case key(JSONText)
  case string(JSONText)
  /// A number, as written, at this place in the bytes.
  case number(Range<Int>)
  case bool(Bool)
  case null
}
