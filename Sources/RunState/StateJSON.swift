internal import DirectoryModel
internal import SafeFiles

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// JSON files of our own: one `version` each, a newer one refused, a damaged one told apart from a missing one.
enum StateJSON {
  enum Reading<Value> {
    case missing
    case damaged
    case value(Value)
  }

  /// Bytes; a ledger of a million people has 200 MB.
  private static let limit = 1 << 30

  static func read<Value: VersionedFile>(
    _ type: Value.Type,
    version: Int,
    from path: String
  ) throws(StateError) -> Reading<Value> {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.contents(of: path, limit: limit, followingLinks: false)
    } catch  where error.reason == .notFound {
      return .missing
    } catch {
      throw StateError(error)
    }
    let data = Data(bytes)
    let decoder = JSONDecoder()
    if let value = try? decoder.decode(type, from: data), value.version <= version {
      return .value(value)
    }
    // A newer version may have another shape.
    guard let head = try? decoder.decode(Head.self, from: data) else { return .damaged }
    guard head.version <= version else {
      throw StateError(path, version: head.version, known: version)
    }
    return .damaged
  }

  static func write(_ value: some Encodable, to path: String) throws(StateError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard var text = (try? encoder.encode(value)).map({ String(decoding: $0, as: UTF8.self) })
    else {
      throw StateError(summary: "cannot write \(path): its content cannot be said in JSON")
    }
    text += "\n"
    try wrap { () throws(FileError) in try AtomicFile.write(text, to: path) }
  }

  /// What every version has.
  struct Head: Decodable {
    let version: Int
  }
}

/// A JSON file that says which version of its shape it has.
protocol VersionedFile: Codable {
  var version: Int { get }
}

/// A time in a file: ISO 8601 in UTC.
struct FileTime: Codable, Equatable {
  let time: Timestamp

  init(_ time: Timestamp) {
    self.time = time
  }

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let time = Timestamp(iso8601: text) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not a time")
      )
    }
    self.time = time
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(time.description)
  }
}
