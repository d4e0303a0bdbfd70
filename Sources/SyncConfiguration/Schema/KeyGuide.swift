/// What a key means, for the manual and the schema.
struct KeyGuide {
  let meaning: String
  /// As JSON; nil: one follows from the type.
  let example: String?

  init(_ meaning: String, example: String? = nil) {
    self.meaning = meaning
    self.example = example
  }

  static func guide(for path: String) -> KeyGuide? { guides[path] ?? shared(path) }

  private static let guides = sources.merging(organization) { first, _ in first }
    .merging(policy) { first, _ in first }
    .merging(limits) { first, _ in first }
    .merging(running) { first, _ in first }

  /// Keys that mean the same for each kind of source.
  private static func shared(_ path: String) -> KeyGuide? {
    guard path.hasPrefix("sources["), let dot = path.firstIndex(of: ".") else { return nil }
    return guides["sources\(path[dot...])"]
  }
}
