#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of the repository that people read.
enum Repository {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static func text(_ path: String) throws -> String {
    String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path)),
      as: UTF8.self
    )
  }

  /// The lines of the fenced blocks of a Markdown text below a heading, up to the next heading of that level.
  static func blocks(of text: String, below heading: String) -> [[String]] {
    var blocks: [[String]] = []
    var isBelow = false
    var block: [String]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let lines = block {
        if line == "```" {
          blocks.append(lines)
          block = nil
        } else {
          block = lines + [line]
        }
      } else if line.hasPrefix("## ") {
        isBelow = line == heading
      } else if isBelow, line.hasPrefix("```") {
        block = []
      }
    }
    return blocks
  }
}
