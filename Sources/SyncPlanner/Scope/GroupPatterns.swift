internal import DirectoryModel

/// The entries of `users.groups`, `groups.include` or `groups.exclude`: names with case, globs, or `id:…`.
struct GroupPatterns {
  private enum Pattern {
    case name(Glob)
    case id([UInt8])
  }

  private let patterns: [(text: String, pattern: Pattern)]

  init(_ texts: [String]) {
    patterns = texts.map { text in
      text.hasPrefix("id:")
        ? (text, .id(Array(text.dropFirst(3).utf8)))
        : (text, .name(Glob(text, ignoresCase: false)))
    }
  }

  var isEmpty: Bool { patterns.isEmpty }

  func matches(_ group: Int, of directory: DirectorySnapshot) -> Bool {
    patterns.contains { Self.matches($0.pattern, group, directory) }
  }

  /// Every entry without a wildcard must fit exactly one group.
  ///
  /// - Throws: ``ResolverError/groupNotFound(key:entry:)`` or ``ResolverError/groupAmbiguous(key:entry:)``
  func check(key: String, in directory: DirectorySnapshot) throws(ResolverError) {
    for (text, pattern) in patterns {
      if case .name(let glob) = pattern, glob.hasWildcard { continue }
      var fits = 0
      for group in 0..<directory.groups.count where Self.matches(pattern, group, directory) {
        fits += 1
      }
      if fits == 0 { throw .groupNotFound(key: key, entry: text) }
      if fits > 1 { throw .groupAmbiguous(key: key, entry: text) }
    }
  }

  private static func matches(
    _ pattern: Pattern,
    _ group: Int,
    _ directory: DirectorySnapshot
  ) -> Bool {
    switch pattern {
    case .name(let glob):
      let name = directory.groups.names[group]
      return !name.isNone && glob.matches(directory.arena.bytes(name))
    case .id(let id):
      let bytes = directory.arena.bytes(directory.groups.ids[group])
      return bytes.count == id.count && bytes.elementsEqual(id)
    }
  }
}
