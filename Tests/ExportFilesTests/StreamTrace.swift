import ExportFiles
import JSONReader
import SafeFiles
import TestSupport

/// What a stream makes of a file, as text: `[` and `]` around lists, `{` and `}` around objects taken apart.
enum StreamTrace {
  static let paths = [
    ["id"], ["name"], ["profile", "login"], ["members"], ["users"], ["_embedded", "users"],
    ["count"],
    ["tags"], ["emails", "value"],
  ]
  static let table = JSONPathTable(paths: paths, lists: [3, 4, 5])

  static func trace(
    _ bytes: [UInt8],
    limits: ExportLimits = ExportLimits()
  ) throws -> String {
    var trace = ""
    try withTemporaryFolder { folder in
      let path = SafePath.join(folder, "input")
      try bytes.withUnsafeBytes { try AtomicFile.write($0, to: path) }
      let folder = try ExportFolder(path)
      var stream = try ExportStream.open(folder.files[0], paths: table, limits: limits)
      trace = try read(&stream)
    }
    return trace
  }

  static func trace(_ text: String, limits: ExportLimits = ExportLimits()) throws -> String {
    try trace(Array(text.utf8), limits: limits)
  }

  /// The error that reading ends with, or nil.
  static func failure(_ bytes: [UInt8], limits: ExportLimits = ExportLimits())
    -> ExportFileError.Problem?
  {
    do {
      _ = try trace(bytes, limits: limits)
      return nil
    } catch {
      return (error as? ExportFileError)?.problem
    }
  }

  private static func read(_ stream: inout ExportStream) throws -> String {
    var words: [String] = []
    while true {
      let piece = try stream.next()
      switch piece {
      case .headers(let headers): words.append("HTTP \(headers.status)")
      case .table: words.append("table")
      case .beginList(.element): words.append("[")
      case .beginList(.path(let path)): words.append("\(paths[path].joined(separator: "."))[")
      case .beginList(.key(let key)): words.append("<\(key)>[")
      case .endList: words.append("]")
      case .beginObject: words.append("{")
      case .endObject: words.append("}" + values(stream.record))
      case .record: words.append(values(stream.record))
      case .scalar: words.append(values(stream.record))
      case .end: return words.joined(separator: " ")
      }
    }
  }

  private static func values(_ record: ExportRecord) -> String {
    let values = record.matches.map { match in
      let path = Int(match.path) < paths.count ? paths[Int(match.path)].joined(separator: ".") : ""
      switch match.kind {
      case .array: return "\(path):array"
      case .object: return "\(path):object"
      case .emptyObject: return "\(path):empty"
      case .string: return "\(path)='\(record.string(match))'"
      default: return "\(path)=\(record.string(match))"
      }
    }
    return (record.key.map { "<\($0)>" } ?? "") + "(" + values.joined(separator: " ") + ")"
  }
}
