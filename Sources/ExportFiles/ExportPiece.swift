/// What an ``ExportStream`` finds next.
package enum ExportPiece: Equatable, Sendable {
  /// The head of an HTTP answer; the values up to the next head are its body.
  case headers(ResponseHeaders)
  /// The header line of a table, with the numbers of the paths that are columns; each row is a record.
  case table([Int])
  /// A list begins; its elements come next.
  case beginList(ListName)
  case endList
  /// A record or envelope that is taken apart begins: what is in its lists comes next.
  case beginObject
  /// It ends; what else was wanted of it is the record.
  case endObject
  /// A record read as a whole.
  case record
  /// An element of a list that is no array or object; it is the record's only value.
  case scalar
  /// The file is over.
  case end

  /// Whether values come with it.
  package var hasValues: Bool { self == .record || self == .scalar || self == .endObject }

  /// Where a list stands.
  package enum ListName: Equatable, Sendable {
    /// An array at the top of the file, or in another array.
    case element
    /// Under the path with this number.
    case path(Int)
    /// Under a key that no path names: an entry of a map.
    case key(String)
  }
}
