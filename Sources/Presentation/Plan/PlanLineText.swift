internal import DirectoryModel

/// Lines of a plan in columns: sign, action, who, why.
struct PlanLineText {
  /// Columns in front of "who": two spaces, the sign, a space, seven letters, a space.
  private static let indent = 12
  private static let widestWho = 48
  /// With less room than this beside "who", "why" stands below it.
  private static let narrowestWhy = 20

  private let style: TextStyle
  private let whoWidth: Int
  private let nameWidth: Int

  init(_ outline: PlanOutline, _ style: TextStyle) {
    self.style = style
    let lines = (outline.taken + outline.given).flatMap { block in
      if case .lines(let lines, _) = block { return lines }
      return []
    }
    let all = lines + outline.held.flatMap(\.lines)
    let most = style.columns.map { max(16, min(Self.widestWho, ($0 - Self.indent) * 9 / 20)) }
    // What stands below a line begins two columns further right.
    let widths = (all.map { ($0.who, 0) } + all.flatMap(\.children).map { ($0.who, 2) }).lazy
      .map { DisplayWidth.of(VisibleText.escape($0)) + $1 }
      .filter { $0 <= Self.widestWho || style.isTerminal }
    whoWidth = min(widths.max() ?? 0, most ?? Self.widestWho)
    let names = all.lazy.filter { !$0.groups.isEmpty }
      .map { DisplayWidth.of(VisibleText.escape($0.name ?? "")) }
    nameWidth = min(names.max() ?? 0, 18)
  }

  func blocks(_ blocks: [PlanBlock]) -> String {
    blocks.map { block in
      switch block {
      case .lines(let lines, let hidden):
        lines.map { line($0) }.joined() + more(hidden)
      case .newGroups(let groups, let hidden): newGroups(groups, hidden)
      }
    }.joined()
  }

  func held(_ blocks: [HeldBlock]) -> String {
    blocks.map { block in
      let cure = "for good: \(VisibleText.escape(block.cure))"
      return block.lines.map { line($0) }.joined()
        + (block.cure.isEmpty ? "" : WrappedText.hanging(spaces(Self.indent), cure, style: style))
    }.joined()
  }

  func notes(_ notes: [PlanNote], hidden: Int) -> String {
    notes.map { note in
      WrappedText.hanging(
        "  \(Sign.worthKnowing.rawValue) ",
        VisibleText.escape(note.text),
        style: style
      )
    }
    .map { signed($0, .worthKnowing, at: 2) }
    .joined() + more(hidden)
  }

  private func line(_ line: PlanLine) -> String {
    var text = row(line, indent: Self.indent)
    for child in line.children {
      if child.action.isEmpty {
        text += row(child, indent: Self.indent + 2)
      } else {
        // It waits with the line above: its own sign stands behind the question mark.
        text += signed(row(child, indent: Self.indent + 2, lead: "  ? "), .held, at: 2)
      }
    }
    return text
  }

  private func row(_ line: PlanLine, indent: Int, lead: String = "  ") -> String {
    let action = DisplayWidth.padded(line.action, to: 7)
    let start = DisplayWidth.padded("\(lead)\(line.sign.rawValue) \(action) ", to: indent)
    let room = max(8, whoWidth - (indent - Self.indent))
    let who = VisibleText.escape(line.who)
    let column = indent + room + 2
    let isBelow = style.columns.map { $0 - column < Self.narrowestWhy } ?? false
    // With "why" below it, the name has the line to itself.
    let width = isBelow ? max(room, (style.columns ?? 0) - indent) : room
    let head = start + (style.isTerminal ? DisplayWidth.cut(who, to: width) : who)
    let remarks = VisibleText.escape(line.remarks(nameWidth: nameWidth))
    var text = head + "\n"
    if !remarks.isEmpty {
      if isBelow {
        text += WrappedText.hanging(spaces(Self.indent + 2), remarks, style: style)
      } else {
        let start = DisplayWidth.padded(head, to: column - 2) + "  "
        text = WrappedText.hanging(start, remarks, style: style)
      }
    }
    return signed(text, line.sign, at: lead.utf8.count)
  }

  private func newGroups(_ groups: [PlanBlock.NewGroup], _ hidden: Int) -> String {
    var names = groups.enumerated().map { index, group in
      "\(VisibleText.escape(group.name)) ("
        + (index == 0 ? style.count(group.members, "member") : style.number(group.members)) + ")"
    }
    if hidden > 0 { names.append("… \(style.number(hidden)) more") }
    let text = WrappedText.hanging("  + group   ", names.joined(separator: ", "), style: style)
    return signed(text, .gives, at: 2)
  }

  private func more(_ hidden: Int) -> String {
    hidden > 0 ? "  … \(style.number(hidden)) more (--all)\n" : ""
  }

  /// Paints the sign at `offset` of an unpainted text.
  private func signed(_ text: String, _ sign: Sign, at offset: Int) -> String {
    guard style.usesColor else { return text }
    return text.prefix(offset) + sign.text(style) + text.dropFirst(offset + 1)
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
