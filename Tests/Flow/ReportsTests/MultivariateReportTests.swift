import Drift
import Foundation
import Reports
import Statistics
import TestSupport
import Testing

@Suite("report of a joint comparison") struct MultivariateReportTests {
  static func report(shift: Double, dirt: Bool = false, seed: UInt64 = 3) throws -> MultivariateReport {
    var random = SeededGenerator(seed: seed)
    var reference = (0..<3).map { _ in (0..<90).map { _ in random.normal() } }
    var current = (0..<3).map { column in (0..<90).map { _ in random.normal() + (column == 1 ? shift : 0) } }
    var names = ["spread", "a rather long name of a column", "volume"]
    if dirt {
      names += ["twice", "flat"]
      reference += [reference[0].map { 2 * $0 }, [Double](repeating: 1, count: 90)]
      current += [current[0].map { 2 * $0 }, [Double](repeating: 1, count: 90)]
      reference[0][4] = .nan
      current[2][5] = .infinity
    }
    return MultivariateReport(
      try MultivariateComparison(
        names: names, reference: reference, current: current, configuration: MultivariateConfiguration(maximumRows: dirt ? 50 : 90, directions: 5),
        using: &random))
  }

  static func object(_ report: MultivariateReport) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(report.json.bytes)) as? [String: Any])
  }

  /// Read by a decoder that keeps every bit of a number.
  struct Document: Decodable {
    struct Test: Decodable {
      struct Part: Decodable {
        var name: String
        var value: Double
      }

      var test: String
      var statistic: Double?
      var effect: Double?
      var pvalue: Double?
      var pvalue_holm: Double?
      var rejected: Bool
      var contributions: [Part]?
      var details: [String: Double]
      var reason: String?
    }

    var tests: [Test]
  }

  @Test("the document holds every test with its numbers and every feature's contribution")
  func document() throws {
    let report = try Self.report(shift: 2)
    let object = try Self.object(report)
    #expect(object["drifted"] as? Bool == true && object["subsampled"] as? Bool == false && object["permutations"] as? Int == 199)
    #expect(object["block_length"] is NSNull && object["method"] as? String == "holm" && object["alpha"] as? Double == 0.05)
    let tests = try JSONDecoder().decode(Document.self, from: Data(report.json.bytes)).tests
    #expect(tests.map(\.test) == MultivariateFinding.Test.allCases.map(\.rawValue))
    for (test, finding) in zip(tests, report.comparison.findings) {
      let evidence = try #require(finding.evidence)
      #expect(test.statistic == evidence.statistic && test.pvalue == evidence.pValue && test.effect == evidence.effect)
      #expect(test.pvalue_holm == finding.adjustedPValue && test.rejected == finding.rejected && test.reason == nil)
      #expect(test.contributions?.map(\.value) == evidence.contributions && test.contributions?.map(\.name) == report.comparison.features)
      for detail in evidence.details { #expect(test.details[detail.name] == detail.value) }
    }
    #expect((object["rejected"] as? [String])?.contains("hotelling") == true && tests[0].details["bandwidth"] ?? 0 > 0)
  }

  @Test("what is missing is null with its reason, and what was left out is named")
  func missing() throws {
    let report = try Self.report(shift: 0, dirt: true)
    let object = try Self.object(report)
    let tests = try #require(object["tests"] as? [[String: Any]])
    let hotelling = try #require(tests.first { $0["test"] as? String == "hotelling" })
    #expect(hotelling["statistic"] is NSNull && hotelling["pvalue"] is NSNull && hotelling["contributions"] is NSNull)
    #expect((hotelling["reason"] as? String)?.hasPrefix("twice is a linear combination") == true)
    #expect((object["excluded"] as? [[String: String]]) == [["name": "flat", "reason": "constant"]])
    #expect((object["reference"] as? [String: Int]) == ["rows": 90, "nan_rows": 1, "inf_rows": 0, "used_rows": 50])
    #expect((object["current"] as? [String: Int]) == ["rows": 90, "nan_rows": 0, "inf_rows": 1, "used_rows": 50])
    #expect(object["subsampled"] as? Bool == true)
    let text = report.text
    for line in ["hotelling has no answer: twice is a linear combination", "reference: 1 rows with NaN", "flat left out: one value", "subsampled to 50 and 50"] {
      #expect(text.contains(line), "\(line) in\n\(text)")
    }
  }

  @Test("the table fits eighty columns, rejecting tests first, the verdict last")
  func table() throws {
    for (report, word) in [(try Self.report(shift: 2), "Joint drift in 3 columns"), (try Self.report(shift: 0, dirt: true), "No joint drift shown")] {
      let lines = report.text.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(report.text)")
      #expect(report.verdict.hasPrefix(word) && report.text.replacing("\n", with: " ").hasSuffix(report.verdict + " "))
      let verdicts = lines.dropFirst(2).prefix { !$0.hasPrefix("Joint") && !$0.hasPrefix("No") }.map { $0.hasSuffix("DRIFTED") }
      #expect(verdicts == verdicts.sorted { $0 && !$1 }, "\(report.text)")
    }
    #expect(try Self.report(shift: 2).verdict.contains("most in a rather long name of a column"))
  }
}
