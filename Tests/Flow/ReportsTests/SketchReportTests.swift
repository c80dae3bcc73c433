import Drift
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

@Suite("the report of a comparison by sketches") struct SketchReportTests {
  private func comparison(shift: Double) throws -> SketchedDriftComparison {
    var dice = SeededGenerator(seed: 5)
    var (left, right) = (ReferenceProfile(), ReferenceProfile())
    for name in ["a_column_of_a_rather_long_name", "noise"] {
      var (a, b) = (NumericProfile(capacity: 256, seed: 1), NumericProfile(capacity: 256, seed: 2))
      let moved = name == "noise" ? 0 : shift
      let values = (0..<5000).map { _ in dice.normal() }
      let valuesNow = (0..<5000).map { _ in dice.normal() + moved }
      a.update(values.span)
      b.update(valuesNow.span)
      left[name] = .numeric(a)
      right[name] = .numeric(b)
    }
    left.addRows(5000)
    right.addRows(5000)
    return try SketchedDriftComparison(names: ["a_column_of_a_rather_long_name", "noise"], reference: left, current: right)
  }

  @Test("says the method, the rank error and the interval of each number") func document() throws {
    let text = SketchReport(try comparison(shift: 1)).json.description
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["method"] as? String == "sketch" && object["drifted"] as? Bool == true)
    let column = try #require((object["columns"] as? [[String: Any]])?.first)
    let ks = try #require((column["statistics"] as? [String: [String: Any]])?["ks"])
    let (least, value, greatest) = (ks["least"] as? Double ?? 2, ks["statistic"] as? Double ?? -1, ks["greatest"] as? Double ?? -2)
    #expect(least <= value && value <= greatest && (ks["rank_error"] as? Double ?? 0) > 0)
    #expect(column["method"] as? String == "sketch")
  }

  @Test("keeps to 80 columns, the drifting first, the verdict last") func table() throws {
    let (loud, quiet) = (SketchReport(try comparison(shift: 1)), SketchReport(try comparison(shift: 0)))
    let lines = loud.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.contains("DRIFTED") } && loud.verdict.hasPrefix("Drift in 1 of 2 columns"))
    #expect(quiet.verdict.hasPrefix("No drift shown in 2 columns"))
  }
}
