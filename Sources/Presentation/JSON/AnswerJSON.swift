/// The frame of answers that are lists: one row a line, and a `version`.
enum AnswerJSON {
  /// - Parameters:
  ///   - key: The name of the list; it sorts before "version".
  ///   - rows: Writes the rows.
  /// - Returns: The document with a line break.
  static func document(_ key: String, _ rows: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.array(key) { json in
        rows(&json)
        json.endRows()
      }
      json.field("version", 1)
    }
    json.endLine()
    return json.bytes
  }
}
