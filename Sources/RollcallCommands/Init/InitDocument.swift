internal import JSONReader
internal import Presentation
internal import SyncConfiguration

/// The configuration that answers make: JSON in which each key stands below what it means.
struct InitDocument {
  private var entries: [(path: [String], value: JSONValue)] = []
  private let kinds: [String: String]
  /// What whoever opens the file should know first.
  private var notes: [String] = []

  /// - Parameters:
  ///   - entries: Keys, from the root on, and their values; those that are shown beside others stand there too.
  ///   - sourceKind: `sources[0].kind`.
  ///   - organizationKind: `organization.kind`.
  ///   - notes: Sentences for the head of the file.
  init(
    _ entries: [(path: [String], value: JSONValue)],
    sourceKind: String,
    organizationKind: String,
    notes: [String]
  ) {
    self.entries = entries
    kinds = ["sources[0]": sourceKind, "organization": organizationKind]
    self.notes = notes
  }

  /// - Parameters:
  ///   - answers: What has been answered.
  ///   - isWhole: False puts placeholders where an answer is still missing.
  /// - Throws: ``InitError`` for an answer of the wrong form.
  init(_ answers: InitAnswers, isWhole: Bool) throws(InitError) {
    var answers = answers
    for field in InitFields.all where field.isAsked(answers) {
      if answers[field.key] == nil, !isWhole { answers[field.key] = field.placeholder }
      guard let answer = answers[field.key], let value = try field.value(answer) else { continue }
      entries.append((Self.path(field.key), value))
    }
    kinds = [
      "sources[0]": answers["sources[0].kind"] ?? "",
      "organization": answers["organization.kind"] ?? "",
    ]
    addStandards(answers)
  }

  /// Keys worth seeing though they stand at their defaults: what becomes of whom, how much at once, how long.
  private mutating func addStandards(_ answers: InitAnswers) {
    // A service that shows no roles has to be told that nobody is protected by one.
    if answers.holds("organization.kind", "scim"), (answers["protect.members"] ?? "").isEmpty {
      entries.append((["protect", "roles"], []))
    }
    let shown = ["restore", "departures.", "limits.memberRemovals.", "run.deadline"]
    for key in Self.known where shown.contains(where: { key.path.hasPrefix($0) }) {
      guard let standard = key.standard, let value = try? JSONValue(parsing: standard) else {
        continue
      }
      entries.append((Self.path(key.path), value))
    }
  }

  private static let known = KnownKey.all()

  private static let meanings = Dictionary(
    known.map { ($0.path, $0.meaning) },
    uniquingKeysWith: { first, _ in first }
  )

  /// What a key of the configuration means, by the kind that stands beside it.
  static func meaning(_ key: String, kind: String) -> String? {
    let path =
      key.hasPrefix("sources[0]")
      ? "sources[\(kind)]" + key.dropFirst("sources[0]".count)
      : key.hasPrefix("organization.")
        ? "organization[\(kind)]" + key.dropFirst("organization".count) : key
    return meanings[path].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func path(_ key: String) -> [String] {
    key.split(separator: ".").map(String.init)
  }

  /// The whole file.
  var text: String {
    var lines = [
      "// Written by 'rollcall init'. Comments and trailing commas are welcome here; rollcall-config(5) has every key.",
      "// Next: rollcall check, then rollcall plan. Nothing is changed before rollcall sync.",
    ]
    for note in notes {
      lines.append("//")
      Self.append(comment: VisibleText.escape(note), "", to: &lines)
    }
    lines.append("{")
    appendMembers(entries[...].map { ($0.path[...], $0.value) }, below: "", depth: 1, to: &lines)
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private typealias Entry = (path: ArraySlice<String>, value: JSONValue)

  private func appendMembers(
    _ entries: [Entry],
    below key: String,
    depth: Int,
    to lines: inout [String]
  ) {
    let indent = String(repeating: "  ", count: depth)
    for name in Self.names(entries) {
      let inner = entries.filter { $0.path.first == name }.map { ($0.path.dropFirst(), $0.value) }
      let path = key.isEmpty ? name : "\(key).\(name)"
      appendComment(path, indent, to: &lines)
      if let value = inner.first(where: { $0.0.isEmpty }) {
        lines.append("\(indent)\(Self.json(JSONValue(.string(name)))): \(Self.json(value.1)),")
      } else if name == "sources[0]" {
        lines.append("\(indent)\"sources\": [\n\(indent)  {")
        appendMembers(inner, below: path, depth: depth + 2, to: &lines)
        lines.append("\(indent)  },\n\(indent)],")
      } else {
        lines.append("\(indent)\"\(name)\": {")
        appendMembers(inner, below: path, depth: depth + 1, to: &lines)
        lines.append("\(indent)},")
      }
    }
  }

  /// First names of paths, each once, in the order of their coming.
  private static func names(_ entries: [Entry]) -> [String] {
    var seen: Set<String> = []
    return entries.compactMap(\.path.first).filter { seen.insert($0).inserted }
  }

  private func appendComment(_ key: String, _ indent: String, to lines: inout [String]) {
    let root = key.hasPrefix("sources[0]") ? "sources[0]" : "organization"
    guard let meaning = Self.meaning(key, kind: kinds[root] ?? "") else { return }
    Self.append(comment: meaning, indent, to: &lines)
  }

  private static func append(comment: String, _ indent: String, to lines: inout [String]) {
    var line = "\(indent)//"
    for word in comment.split(separator: " ") {
      if line.count + word.count >= 100 {
        lines.append(line)
        line = "\(indent)//"
      }
      line += " \(word)"
    }
    lines.append(line)
  }

  private static func json(_ value: JSONValue) -> String {
    var writer = JSONWriter(.compact)
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
