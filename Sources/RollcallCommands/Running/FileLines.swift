internal import DirectoryModel
internal import Presentation

/// What `check` says of the files of an export: what was recognised, how much, how complete, and what would prove it.
enum FileLines {
  /// More files that are alike than this become one line: an export can have a file for each group.
  private static let shown = 4

  private struct Alike: Hashable {
    let folder: Substring
    let kinds: [String]
    let completeness: Completeness?
  }

  static func of(_ reading: SourceReading) -> [CheckLine] {
    var order: [Alike] = []
    var files: [Alike: [FileReading]] = [:]
    for file in reading.files {
      let folder = file.name.lastIndex(of: "/").map { file.name[..<$0] } ?? ""
      let kinds = contents([file]).map(\.kind)
      let alike = Alike(folder: folder, kinds: kinds, completeness: file.completeness)
      if files[alike] == nil { order.append(alike) }
      files[alike, default: []].append(file)
    }
    return order.flatMap { alike -> [CheckLine] in
      let group = files[alike] ?? []
      let source = reading.description.name
      if group.count <= shown { return group.map { line(source, $0.name, [$0]) } }
      let place = alike.folder.isEmpty ? "" : " in \(alike.folder)"
      return [line(source, "\(group.count) files\(place)", group)]
    }
  }

  /// What files that are alike hold together.
  private static func contents(_ files: [FileReading]) -> [(kind: String, count: Int)] {
    let users = files.compactMap(\.users)
    let groups = files.compactMap(\.groups)
    let memberships = files.compactMap(\.memberships)
    return [("user", users), ("group", groups), ("membership", memberships)]
      .filter { !$0.1.isEmpty }
      .map { ($0.0, $0.1.reduce(0, +)) }
  }

  private static func line(_ source: String, _ name: String, _ files: [FileReading]) -> CheckLine {
    let contents = contents(files).map { TextStyle().count($0.count, $0.kind) }.joined(
      separator: ", "
    )
    guard let completeness = files.first?.completeness else {
      return CheckLine(.ok, source, "\(name) · nothing that counts")
    }
    let message = "\(name) · \(contents) · \(completeness.rawValue)"
    return CheckLine(
      completeness == .proven ? .ok : .warn,
      source,
      message,
      hint: files.first?.missingProof.map { "What would prove it: \($0.loweringFirst)" }
    )
  }
}

extension String {
  /// As the rest of a sentence.
  fileprivate var loweringFirst: String { prefix(1).lowercased() + dropFirst() }
}
