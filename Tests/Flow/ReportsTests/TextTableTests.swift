@testable import Reports
import TestSupport
import Testing

@Suite("TextTable")
struct TextTableTests {
  @Test("Words stand to the left, numbers to the right, under a rule")
  func layout() {
    var table = TextTable(["name", "n"], alignedLeft: [0], widest: 20)
    table.add(["mid", "5"])
    table.add(["spread", "1234"])
    #expect(table.text == "name       n\n────────────\nmid        5\nspread  1234\n")
  }

  @Test("No line is wider than 80 columns, whatever the cells, and a cut cell says so", arguments: 1...20 as ClosedRange<UInt64>)
  func width(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let columns = Int.random(in: 1...8, using: &random)
    func cell(_ random: inout SeededGenerator) -> String { String(repeating: "é", count: Int.random(in: 0...40, using: &random)) }
    var table = TextTable((0..<columns).map { _ in cell(&random) }, alignedLeft: [0], widest: Int.random(in: 4...60, using: &random))
    var widest = 0
    for _ in 0..<10 {
      let row = (0..<columns).map { _ in cell(&random) }
      widest = max(widest, row.reduce(0) { $0 + $1.count })
      table.add(row)
    }
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 13 && lines.allSatisfy { $0.count <= 80 && $0.last != " " }, "seed \(seed): \(lines.map(\.count))")
    if widest > 80 { #expect(table.text.contains("…"), "seed \(seed)") }
  }

  @Test("Sentences wrap between words, within 80 columns, indented from the second line on")
  func wrapping() {
    let words = (1...60).map { "word\($0)" }.joined(separator: " ")
    let text = TextTable.wrapped("  " + words, indent: 4)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 } && lines.count > 4 && text.last == "\n")
    #expect(lines[0].hasPrefix("  word1") && lines.dropFirst().allSatisfy { $0.hasPrefix("    word") })
    #expect(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).joined(separator: " ") == words)
    #expect(TextTable.wrapped("short", first: 79) == "short\n")
    #expect(TextTable.wrapped("") == "\n")
  }
}
