package import DirectoryModel
internal import SafeFiles

extension StateFolder {
  enum SeenReading {
    case missing
    case damaged(path: String)
    case value(SeenIDs)
  }

  /// Bytes: more than ten million ids.
  private static let seenLimit = 1 << 30

  func readSeen(source: String, kind: SeenKind) throws(StateError) -> SeenReading {
    let path = seenFile(source: source, kind: kind)
    do {
      let bytes = try InputFile.contents(of: path, limit: Self.seenLimit, followingLinks: false)
      if let version = SeenFile.version(bytes), version > SeenFile.currentVersion {
        throw StateError(path, version: version, known: SeenFile.currentVersion)
      }
      guard let ids = try SeenFile.parse(bytes) else { return .damaged(path: path) }
      return .value(ids)
    } catch let error as FileError {
      if error.reason == .notFound { return .missing }
      throw StateError(error)
    } catch let error as StateError {
      throw error
    } catch {
      return .damaged(path: path)
    }
  }

  /// Remembers that a good run has seen these ids.
  ///
  /// - Parameters:
  ///   - source: The source's name.
  ///   - kind: Whose ids they are.
  ///   - arena: Where they lie.
  ///   - ids: In any order, some perhaps twice or blank.
  ///   - known: What ``loadMemory(sources:now:setsAside:)`` gave for this source; nothing is written if it
  ///     has them all.
  /// - Throws: ``StateError``
  package func rememberSeen(
    source: String,
    kind: SeenKind,
    arena: ByteArena,
    ids: some Collection<Text>,
    known: SeenIDs?
  ) throws(StateError) {
    let new = SeenIDs(arena: arena, unsorted: ids)
    if let known, known.containsAll(of: new) { return }
    if new.ids.isEmpty { return }
    let path = seenFile(source: source, kind: kind)
    try wrap { () throws(FileError) in try SeenFile.write(known, and: new, to: path) }
  }

  func seenFile(source: String, kind: SeenKind) -> String {
    let name = Self.fileName(for: source)
    return SafePath.join(seenPath, kind == .users ? name : name + ".groups")
  }

  /// Letters, digits, `-` and `_` stay; any other byte of the name becomes `%` and two hex digits.
  static func fileName(for source: String) -> String {
    var name = ""
    for byte in source.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f:
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        name += byte < 16 ? "%0" : "%"
        name += String(byte, radix: 16)
      }
    }
    return name
  }
}
