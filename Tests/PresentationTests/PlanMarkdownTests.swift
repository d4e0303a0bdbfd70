import DirectoryModel
import Presentation
import Testing

struct PlanMarkdownTests {
  @Test(
    "a plan in Markdown",
    arguments: ["first-run", "ordinary-day", "stopped", "hostile"]
  )
  func golden(name: String) throws {
    let plan = try #require(SamplePlans.named[name])
    try expectGolden(PlanMarkdown.text(plan, zone: .fixed(3600)), "plan-\(name).md")
  }

  @Test func `outside of code there is nothing that a renderer could act on`() {
    let text = PlanMarkdown.text(SamplePlans.hostile, showsAll: true)
    for line in text.split(separator: "\n") {
      let bare = withoutCode(line)
      for mark in ["<", "@", "[", "](", "!", "://", "www", "&", "*", "_", "\\", "#1"] {
        #expect(!bare.contains(mark), "\(line)")
      }
    }
  }

  @Test func `every row has the cells of its table`() {
    for plan in [SamplePlans.hostile, SamplePlans.ordinaryDay, SamplePlans.firstRun] {
      var cells = 0
      for line in PlanMarkdown.text(plan).split(separator: "\n", omittingEmptySubsequences: false) {
        let count = borders(line)
        if !line.hasPrefix("|") {
          cells = 0
        } else if cells == 0 {
          cells = count
        } else {
          #expect(count == cells, "\(line)")
        }
      }
    }
  }

  /// Code spans taken out, as CommonMark 6.1 finds them.
  private func withoutCode(_ line: Substring) -> String {
    var result = ""
    var rest = line
    while let start = rest.firstIndex(of: "`") {
      result += rest[..<start]
      rest = rest[start...]
      let fence = rest.prefix { $0 == "`" }
      rest = rest.dropFirst(fence.count)
      while !rest.isEmpty {
        let run = rest.prefix { $0 == "`" }
        if run.count == fence.count { break }
        rest = rest.dropFirst(max(1, run.count))
      }
      rest = rest.dropFirst(fence.count)
    }
    return result + rest
  }

  /// Pipes that are not escaped.
  private func borders(_ line: Substring) -> Int {
    var count = 0
    var previous: Character = " "
    for character in line {
      if character == "|", previous != "\\" { count += 1 }
      previous = character
    }
    return count
  }
}
