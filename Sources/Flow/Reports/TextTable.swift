/// A table of plain text for a terminal of 80 columns.
public struct TextTable {
  static let width = 80
  private let headings: [String]
  private let alignedLeft: Set<Int>
  private let widest: Int
  private var rows: [[String]] = []

  /// - Parameters:
  ///   - headings: one a column.
  ///   - alignedLeft: columns of words; the others are numbers and stand to the right.
  ///   - widest: length to which the first column's texts are cut at most.
  init(_ headings: [String], alignedLeft: Set<Int>, widest: Int) {
    self.headings = headings
    self.alignedLeft = alignedLeft
    self.widest = widest
  }

  mutating func add(_ row: [String]) {
    precondition(row.count == headings.count, "one cell a column")
    rows.append(row)
  }

  /// Lines of at most ``width`` characters: the first column gives way when the others need room, then the widest of these.
  var text: String {
    let lines = [headings] + rows
    var widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let others = widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    widths[0] = max(4, min(widths[0], widest, Self.width - others))
    var excess = widths.reduce(2 * (widths.count - 1), +) - Self.width
    while excess > 0, let column = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[column] > 4 {
      widths[column] -= 1
      excess -= 1
    }
    var text = ""
    for (index, line) in lines.enumerated() {
      text += render(line, widths) + "\n"
      if index == 0 { text += String(repeating: "─", count: min(Self.width, widths.reduce(0, +) + 2 * (widths.count - 1))) + "\n" }
    }
    return text
  }

  private func render(_ line: [String], _ widths: [Int]) -> String {
    var cells: [String] = []
    for (column, cell) in line.enumerated() {
      let cut = cell.count > widths[column] ? cell.prefix(widths[column] - 1) + "…" : Substring(cell)
      let space = String(repeating: " ", count: widths[column] - cut.count)
      cells.append(alignedLeft.contains(column) ? cut + space : space + cut)
    }
    var text = cells.joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Words on lines of at most ``width`` characters, ended by a line end; leading spaces of the sentence are kept.
  ///
  /// - Parameters:
  ///   - indent: spaces before every line but the first.
  ///   - first: characters that stand before the first line already.
  public static func wrapped(_ sentence: String, indent: Int = 0, first: Int = 0) -> String {
    var text = String(sentence.prefix { $0 == " " })
    var used = first + text.count
    var isStart = true
    for word in sentence.split(separator: " ") {
      if !isStart, used + 1 + word.count > width {
        text += "\n" + String(repeating: " ", count: indent)
        used = indent
        isStart = true
      }
      text += (isStart ? "" : " ") + word
      used += word.count + (isStart ? 0 : 1)
      isStart = false
    }
    return text + "\n"
  }
}
