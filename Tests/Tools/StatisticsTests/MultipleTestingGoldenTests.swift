import Foundation
import Statistics
import Testing
import TestSupport

/// Every case and every key of `multiple_testing.json`.
@Suite("multiple testing against the oracles") struct MultipleTestingGoldenTests {
  @Test("adjusts, combines and rejects as they do in every case")
  func all() throws {
    let golden = try GoldenFiles("drift")
    var cases = 0
    var values = 0
    for (name, body) in try golden.cases("multiple_testing.json") {
      let p = try #require(body["p"] as? [Any]).map { try #require(GoldenNumbers.number($0)) }
      let numbers = GoldenNumbers(name)
      for (key, value) in body where key != "p" { try Self.compare(p, key, value, numbers) }
      cases += 1
      values += numbers.values
    }
    try golden.report("multiple_testing.json", cases: cases, values: values)
  }

  static func compare(_ p: [Double], _ key: String, _ value: Any, _ numbers: GoldenNumbers) throws {
    if let rule = PValueAdjustment(rawValue: key) { return numbers.near(rule.adjusted(p), value, absolute: 1e-12, key) }
    let e = p.map { EValues.calibrated($0) }
    switch key {
    case "e": numbers.near(e, value, relative: 1e-12, key)
    case "fisher_combine", "stouffer":
      let outcome = key == "stouffer" ? PValueCombination.stouffer(p) : PValueCombination.fisher(p)
      for (field, wanted) in try #require(value as? [String: Any]) {
        switch field {
        case "statistic": numbers.near(outcome.statistic, wanted, relative: 1e-10, key)
        case "pvalue": numbers.near(outcome.pValue, wanted, relative: 1e-8, key)
        default: numbers.unknown("\(key)/\(field)")
        }
      }
    default:
      // ebh_alpha<level, the point as _>
      guard key.hasPrefix("ebh_alpha"), let alpha = Double(key.dropFirst(9).replacing("_", with: ".")) else { return numbers.unknown(key) }
      let found = EValues.rejected(e, alpha: alpha)
      numbers.equal(found.count, (value as? [Any])?.count as NSNumber?, key)
      numbers.equal(found, value, key)
    }
  }
}
