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

  /// - Parameters:
  ///   - style: For whom it is written.
  ///   - whole: Columns, by their headers, that are never cut: somebody has to type what stands in them.
  /// - Returns: The header and the rows, each with its line break.
  func text(_ style: TextStyle, whole: Set<String> = []) -> String {
    let widths = fitted(style, whole: whole)
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
  private func fitted(_ style: TextStyle, whole: Set<String>) -> [Int] {
    guard let columns = style.columns else { return widths }
    var widths = widths
    let gaps = 2 * max(0, widths.count - 1)
    let flexible = widths.indices.filter { !whole.contains(header[$0]) }
    while widths.reduce(gaps, +) > columns,
      let widest = flexible.max(by: { widths[$0] <= widths[$1] }), widths[widest] > 8
    {
      widths[widest] -= 1
    }
    return widths
  }
}
