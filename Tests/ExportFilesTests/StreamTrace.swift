import ExportFiles
import JSONReader
import SafeFiles
import TestSupport
import Testing

/// What a stream makes of a file, as text: `[` and `]` around lists, `{` and `}` around objects taken apart.
enum StreamTrace {
  static let paths = [
    ["id"], ["name"], ["profile", "login"], ["members"], ["users"], ["_embedded", "users"],
    ["count"],
    ["tags"], ["emails", "value"],
  ]
  static let table = JSONPathTable(paths: paths, lists: [3, 4, 5])

  /// The trace of a stream, which has to be that of reading ahead too.
  static func trace(
    _ bytes: [UInt8],
    limits: ExportLimits = ExportLimits()
  ) throws -> String {
    var trace = ""
    try withTemporaryFolder { folder in
      let path = SafePath.join(folder, "input")
      try bytes.withUnsafeBytes { try AtomicFile.write($0, to: path) }
      let files = try ExportFolder(path).files
      let alone = Result { try traceAlone(files[0], limits: limits) }
      let ahead = Result { try traceAhead(files, limits: limits)[0] }
      switch (alone, ahead) {
      case (.success(let text), .success(let other)): #expect(text == other)
      case (.failure(let error as ExportFileError), .failure(let other as ExportFileError)):
        #expect(error == other)
      default: Issue.record("\(alone), but reading ahead: \(ahead)")
      }
      trace = try alone.get()
    }
    return trace
  }

  /// What the files come to, one after another, when they are read ahead.
  static func traceAhead(
    _ files: [ExportFile],
    limits: ExportLimits = ExportLimits()
  ) throws -> [String] {
    var pieces = try ExportReadAhead(files, paths: table, limits: limits)
    var record = ExportRecord()
    return try files.map { _ in
      var words: [String] = []
      while true {
        let piece = try pieces.next()
        if piece == .end { return words.joined(separator: " ") }
        if piece.hasValues { pieces.exchange(&record) }
        words.append(word(piece, record))
      }
    }
  }

  private static func traceAlone(_ file: ExportFile, limits: ExportLimits) throws -> String {
    var stream = try ExportStream.open(file, paths: table, limits: limits)
    var words: [String] = []
    while true {
      let piece = try stream.next()
      if piece == .end { return words.joined(separator: " ") }
      words.append(word(piece, stream.record))
    }
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

  private static func word(_ piece: ExportPiece, _ record: ExportRecord) -> String {
    switch piece {
    case .headers(let headers): "HTTP \(headers.status)"
    case .table: "table"
    case .beginList(.element): "["
    case .beginList(.path(let path)): "\(paths[path].joined(separator: "."))["
    case .beginList(.key(let key)): "<\(key)>["
    case .endList: "]"
    case .beginObject: "{"
    case .endObject: "}" + values(record)
    case .record, .scalar: values(record)
    case .end: ""
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
