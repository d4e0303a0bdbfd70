internal import DirectoryModel

/// Rows of a plan's tables in HTML.
enum PlanHTMLRows {
  static func blocks(_ blocks: [PlanBlock]) -> String {
    blocks.map { block in
      switch block {
      case .lines(let lines, _): lines.map { line($0) }.joined()
      case .newGroups(let groups, _):
        groups.map { row("+", "group", $0.name, "new, \($0.members)") }.joined()
      }
    }.joined()
  }

  static func held(_ blocks: [HeldBlock]) -> String {
    blocks.map { block in
      block.lines.map { line($0) }.joined()
        + (block.cure.isEmpty
          ? ""
          : "<tr class=\"cure\"><td></td><td></td><td colspan=\"2\">for good: "
            + "\(HTMLText.isolated(block.cure))</td></tr>\n")
    }.joined()
  }

  private static func line(_ line: PlanLine) -> String {
    var text = row(line.sign.rawValue, line.action, line.who, remarks(line))
    for child in line.children where !isName(child) {
      let sign = child.action.isEmpty ? child.sign.rawValue : "? \(child.sign.rawValue)"
      text += row(sign, child.action, child.who, remarks(child), isBelow: true)
    }
    let names = line.children.filter(isName).map { name in
      HTMLText.isolated(name.who) + (name.isNew && !line.isNew ? " \(new)" : "")
    }
    if !names.isEmpty {
      text += "<tr class=\"people\"><td></td><td></td><td colspan=\"2\" class=\"who\">"
      text += "\(names.joined(separator: ", "))</td></tr>\n"
    }
    return text
  }

  /// People of a group of whom nothing else is to be said stand together: hundreds of rows would be no help.
  private static func isName(_ line: PlanLine) -> Bool {
    line.action.isEmpty && line.why.isEmpty
  }

  private static let new = "<small>new</small>"

  /// Escaped and isolated.
  private static func remarks(_ line: PlanLine) -> String {
    var parts: [String] = []
    if line.isNew { parts.append(new) }
    if let name = line.name, !name.isEmpty { parts.append(HTMLText.isolated(name)) }
    if !line.groups.isEmpty {
      parts.append("→ \(line.groups.map(HTMLText.isolated).joined(separator: ", "))")
    }
    if !line.why.isEmpty { parts.append(HTMLText.isolated(line.why)) }
    return parts.joined(separator: " ")
  }

  private static func row(
    _ sign: String,
    _ action: String,
    _ who: String,
    _ why: String,
    isBelow: Bool = false
  ) -> String {
    "<tr\(isBelow ? " class=\"below\"" : "")><td class=\"sign\">\(sign)</td>"
      + "<td class=\"action\">\(action)</td>"
      + "<td class=\"who\">\(HTMLText.isolated(who))</td><td>\(why)</td></tr>\n"
  }
}
