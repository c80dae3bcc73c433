import Drift
import Foundation
import TestSupport
import Testing

/// Every case of `cbpe.json` against NannyML's values.
@Suite("performance without labels against NannyML") struct PerformanceGoldenTests {
  struct File: Decodable {
    struct Case: Decodable {
      var data: String
      var expected: [String: Double]
      var raw_has_ties: Bool
    }

    var about: String
    var cases: [String: Case]
  }

  /// The columns `calibrated`, `raw`, `y_pred` of a file.
  static func rows(_ url: URL) throws -> (calibrated: [Double], raw: [Double], decisions: [Bool]) {
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let header = lines[0].split(separator: ",").map(String.init)
    let places = try ["calibrated", "raw", "y_pred"].map { try #require(header.firstIndex(of: $0)) }
    let cells = try lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return try places.map { try #require(Double(cells[$0])) }
    }
    return (cells.map { $0[0] }, cells.map { $0[1] }, cells.map { $0[2] == 1 })
  }

  @Test("every case of cbpe.json")
  func cases() throws {
    let golden = try GoldenFiles("drift")
    let document = try #require(try golden.object("cbpe.json") as? [String: Any])
    #expect(Set(document.keys) == ["about", "cases"], "unknown keys beside the cases")
    for (name, entry) in try #require(document["cases"] as? [String: [String: Any]]) {
      #expect(Set(entry.keys) == ["data", "expected", "raw_has_ties"], "\(name): unknown keys")
    }
    let file = try golden.decode(File.self, from: "cbpe.json")
    var values = 0
    for (name, entry) in file.cases.sorted(by: { $0.key < $1.key }) {
      let (calibrated, raw, decisions) = try Self.rows(golden.url(entry.data))
      let estimate = try ConfidenceBasedPerformance(calibrated: calibrated, decisions: decisions, raw: raw)
      for (key, expected) in entry.expected {
        values += 1
        let actual: Double?
        switch key {
        case "accuracy": actual = estimate.accuracy
        case "precision": actual = estimate.precision
        case "recall": actual = estimate.recall
        case "specificity": actual = estimate.specificity
        case "f1": actual = estimate.f1
        case "roc_auc_if_no_ties_in_raw":
          if entry.raw_has_ties {
            let (least, greatest) = Self.range(calibrated, raw)
            #expect(least - 1e-6 <= expected && expected <= greatest + 1e-6, "\(name): \(expected) outside \(least)…\(greatest)")
            #expect(try #require(estimate.areaUnderCurve) >= least && #require(estimate.areaUnderCurve) <= greatest, "\(name)")
            continue
          }
          actual = estimate.roundedAreaUnderCurve
        default:
          Issue.record("\(name): unknown key \(key)")
          continue
        }
        #expect(try abs(#require(actual) - expected) <= 1e-10 * abs(expected), "\(name), \(key): \(String(describing: actual)) for \(expected)")
      }
    }
    try golden.report("cbpe.json", cases: file.cases.count, values: values)
  }

  /// What the AUC may be, whichever way an unstable sort orders rows of one score: worst order and best.
  static func range(_ calibrated: [Double], _ raw: [Double]) -> (Double, Double) {
    func area(_ order: [Int]) -> Double {
      var (hits, alarms, area) = (0.0, 0.0, 0.0)
      for row in order {
        let c = calibrated[row]
        area += (1 - c) * (hits + c / 2)
        hits += c
        alarms += 1 - c
      }
      return area / (hits * alarms)
    }
    let worst = raw.indices.sorted { (raw[$0], -calibrated[$0]) > (raw[$1], -calibrated[$1]) }
    let best = raw.indices.sorted { (raw[$0], calibrated[$0]) > (raw[$1], calibrated[$1]) }
    return (area(worst), area(best))
  }
}
