internal import DirectoryModel
internal import JSONReader
internal import SafeFiles

/// Reads a file organization in one pass, entry by entry: members and groups go straight into the arena, and memory
/// holds a part of the file.
struct FileOrganizationReader: ~Copyable {
  var builder = OrganizationSnapshotBuilder()
  var entries = JSONRecordReader(table: FileOrganizationField.table)
  /// Ids of the members of each group, resolved when all members are known.
  var memberships: [(group: UInt32, member: Text)] = []

  private var window: FileWindow
  private var parser = JSONParser()
  /// Where the window begins.
  private var start = JSONPlace.start
  private var version: String?
  private var seen: Set<String> = []
  private var isAtEnd = false
  private let progress: @Sendable (Int) -> Void

  /// - Throws: ``FileOrganizationError``, `FileError`, `ArenaFull`
  static func read(
    _ file: consuming FileWindow,
    _ identity: OrganizationIdentity,
    _ capabilities: TargetCapabilities,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> OrganizationSnapshot {
    var reader = FileOrganizationReader(file, progress: progress)
    do {
      try reader.document()
      try reader.resolveMemberships()
    } catch let error as JSONError {
      throw FileOrganizationError.notJSON(error, reader.place(error.offset))
    } catch let problem as Problem {
      throw FileOrganizationError.notAnOrganization(
        problem.message,
        problem.offset.map { reader.place($0) }
      )
    }
    if let version = reader.version, version != "1" {
      throw FileOrganizationError.newer(version: version)
    }
    return reader.builder.build(identity: identity, capabilities: capabilities)
  }

  private init(_ window: consuming FileWindow, progress: @escaping @Sendable (Int) -> Void) {
    self.window = window
    self.progress = progress
  }

  /// Why a file is no organization.
  struct Problem: Error {
    let message: String
    /// In the window; nil if it is no single place.
    let offset: Int?
  }

  private func place(_ offset: Int) -> JSONPlace {
    JSONPlace(offset: offset, in: window.content.span, from: start)
  }

  private mutating func document() throws {
    guard try pull({ try $0.next($1) }) == .beginObject else { throw problem("expected an object") }
    while case .key(let text) = try pull({ try $0.next($1) }) {
      let key = text.string(in: window.content.span)
      guard seen.insert(key).inserted else {
        throw JSONError(.duplicateKey(key), at: text.start - 1)
      }
      switch key {
      case "version": version = try readVersion()
      case "members": try readEntries("member") { try $0.takeMember($1, at: $2) }
      case "groups": try readEntries("group") { try $0.takeGroup($1, at: $2) }
      default: try pull { try $0.skipValue($1) }
      }
    }
    while !isAtEnd { try readMore() }
    try parser.finish(window.content.span)
  }

  private mutating func readVersion() throws -> String {
    guard case .number(let range) = try pull({ try $0.next($1) }) else {
      throw problem("'version' is not a number")
    }
    return String(decoding: window.bytes[range], as: UTF8.self)
  }

  /// Hands each object of an array over, with the bytes that it stands in and where it begins.
  private mutating func readEntries(
    _ what: String,
    _ take: (inout FileOrganizationReader, Bytes, Int) throws -> Void
  ) throws {
    guard try pull({ try $0.next($1) }) == .beginArray else {
      throw problem("expected an array of \(what)s")
    }
    while let place = try pull({ try $0.nextElement($1) }) {
      guard window.bytes[place] == 0x7b else { throw problem("expected a \(what)") }
      let begin = try readEntry()
      try take(&self, window.content, begin)
      let count = builder.members.count + builder.groups.count
      if count % 10_000 == 0 { progress(count) }
    }
  }

  /// Reads the object at the parser's position into `entries`.
  ///
  /// - Returns: Where it begins.
  private mutating func readEntry() throws -> Int {
    while true {
      entries.matches.removeAll(keepingCapacity: true)
      let begin = parser.position
      do throws(JSONError) {
        let outcome = try entries.read(
          window.content.span,
          at: begin,
          node: JSONPathTable.root,
          depth: parser.depth
        )
        guard case .complete(let end) = outcome else { throw JSONError(.unexpectedEnd, at: begin) }
        parser.resume(at: end)
        return begin
      } catch {
        guard error.problem == .unexpectedEnd, !isAtEnd else { throw error }
        try readMore()
      }
    }
  }

  /// Takes a step of the parser, which is tried again if it was cut off by the end of the window.
  private mutating func pull<Value>(
    _ step: (inout JSONParser, Span<UInt8>) throws -> Value
  ) throws -> Value {
    while true {
      var attempt = parser
      do {
        let value = try step(&attempt, window.content.span)
        // A number may go on behind the window.
        if attempt.position < window.bytes.count || isAtEnd {
          parser = attempt
          return value
        }
      } catch let error as JSONError where error.problem == .unexpectedEnd && !isAtEnd {
        // Cut off.
      }
      try readMore()
    }
  }

  /// Moves the window on: what lies before the parser is done with.
  private mutating func readMore() throws(FileError) {
    let done = parser.position
    start = place(done)
    window.removeFirst(done)
    parser.moveBack(by: done)
    isAtEnd = try !window.readMore()
  }

  private func problem(_ message: String) -> Problem {
    Problem(message: message, offset: parser.position)
  }
}
