/// Rows of cells in aligned columns; the last column is not padded.
struct AlignedTable {
  /// Cells wider than this, in columns, do not widen their column: one hostile name would pad every row.
  private static let widestColumn = 60

  let header: [String]
  private(set) var rows: [[String]] = []
  private var widths: [Int]

  init(header: [String]) {
    self.header = header
    widths = header.map { DisplayWidth.of($0) }
  }

  /// - Parameter cells: As many as the header has; as read, not escaped.
  mutating func add(_ cells: [String]) {
    let cells = cells.map { VisibleText.escape($0) }
    for (index, cell) in cells.enumerated() where index < widths.count {
      widths[index] = max(widths[index], min(DisplayWidth.of(cell), Self.widestColumn))
    }
    rows.append(cells)
  }

  func text(_ style: TextStyle) -> String {
    let widths = fitted(style)
    var output = ""
    appendLine(header, widths, style, to: &output)
    for row in rows { appendLine(row, widths, style, to: &output) }
    return output
  }

  private func appendLine(
    _ cells: [String],
    _ widths: [Int],
    _ style: TextStyle,
    to output: inout String
  ) {
    var line = ""
    for (index, cell) in cells.enumerated() where index < widths.count {
      let shown = style.isTerminal ? DisplayWidth.cut(cell, to: widths[index]) : cell
      let isLast = index == cells.count - 1
      line += isLast ? shown : DisplayWidth.padded(shown, to: widths[index]) + "  "
    }
    while line.last == " " { line.removeLast() }
    output += line + "\n"
  }

  /// On a terminal the widest columns give way until a row fits.
  private func fitted(_ style: TextStyle) -> [Int] {
    guard let columns = style.columns else { return widths }
    var widths = widths
    let gaps = 2 * max(0, widths.count - 1)
    while widths.reduce(gaps, +) > columns, let widest = widths.max(), widest > 8,
      let index = widths.lastIndex(of: widest)
    {
      widths[index] -= 1
    }
    return widths
  }
}
