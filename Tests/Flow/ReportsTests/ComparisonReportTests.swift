import Drift
import Foundation
import Reports
import Statistics
import Testing
import TestSupport

@Suite("comparison report") struct ComparisonReportTests {
  static func numeric(_ name: String, shift: Double, extra: [Double] = []) throws -> ColumnComparison {
    var random = SeededGenerator(seed: 11)
    let a = (0..<400).map { _ in random.normal() }
    let b = (0..<300).map { _ in random.normal() + shift } + extra
    return try ColumnComparison(name: name, reference: a, current: b)
  }

  static func comparison() throws -> DriftComparison {
    try DriftComparison(columns: [
      .numeric(try numeric("still", shift: 0)), .numeric(try numeric("moved", shift: 1.5, extra: [.nan])),
      .numeric(try numeric("wild", shift: 0, extra: [.infinity])),
      .categorical(
        try CategoricalComparison(
          name: "level", counts: CategoryCounts(reference: ["a": 200, "b": 100], current: ["b": 150, "c": 50]), missingReference: 7)),
    ])
  }

  static func object(_ tree: JSONTree) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(tree.bytes)) as? [String: Any])
  }

  @Test("the document has the contract's keys, the numbers of the comparison, and null where there is nothing")
  func document() throws {
    let comparison = try Self.comparison()
    let root = try Self.object(ComparisonReport(comparison).json)
    #expect(root["multivariate"] is NSNull && root["drifted"] as? Bool == true && root["judge"] as? String == "friday")
    let testing = try #require(root["multiple_testing"] as? [String: Any])
    #expect(testing["method"] as? String == "holm" && testing["rejected"] as? [String] == ["moved", "level"])
    let columns = try #require(root["columns"] as? [[String: Any]])
    #expect(columns.map { $0["name"] as? String } == ["still", "moved", "wild", "level"])
    for (column, judged) in zip(columns, comparison.columns) {
      #expect(column["drifted"] as? Bool == judged.drifted && column["reason"] as? String == judged.reason && column["peer"] is NSNull)
      #expect(column["kind"] as? String == judged.comparison.kind)
      let judgement = try #require(column["judged_by"] as? [String: Any])
      let p = try #require(judgement["pvalue"] as? Double)
      // The reader may miss the last digit.
      #expect(abs(p - judged.comparison.pValue) <= 1e-12 * p)
    }
    #expect(columns[1]["nan_current"] as? Int == 1 && columns[2]["inf_current"] as? Int == 1 && columns[3]["nan_reference"] as? Int == 7)
    let statistics = try columns.prefix(3).map { try #require($0["statistics"] as? [String: [String: Any]]) }
    let keys = ["ad", "cvm", "energy", "hellinger", "js", "kl", "ks", "kuiper", "linf", "mannwhitney", "psi", "tv", "variance", "wasserstein", "welch"]
    #expect(statistics[0].keys.sorted() == keys && statistics[1].keys.sorted() == keys)
    for name in ["statistic", "location", "sign", "pvalue", "pvalue_exact", "pvalue_asymptotic"] { #expect(statistics[0]["ks"]?[name] is NSNumber, "\(name)") }
    #expect(statistics[0]["psi"]?["bins"] as? Int == 10 && statistics[0]["psi"]?["method"] as? String == "psi_qa")
    #expect(statistics[2]["wasserstein"]?["value"] is NSNull && statistics[2]["welch"]?["pvalue"] is NSNull && statistics[2]["energy"]?["value"] is NSNull)
    let critical = try #require(columns[0]["critical"] as? [String: Double])
    #expect(critical["psi_moderate"] == 0.1 && critical["psi_major"] == 0.25)
    for name in ["ks", "kuiper", "cvm", "psi", "js", "hellinger"] { #expect((critical[name] ?? 0) > 0, "\(name)") }
  }

  @Test("a column of categories names what is new and what has gone, and lists what differs most first")
  func categories() throws {
    let root = try Self.object(ComparisonReport(try Self.comparison()).json)
    let column = try #require((root["columns"] as? [[String: Any]])?.last)
    #expect(column["new_categories"] as? [String] == ["c"] && column["vanished_categories"] as? [String] == ["a"])
    let listed = try #require(column["categories"] as? [[String: Any]])
    #expect(listed.map { $0["name"] as? String } == ["a", "b", "c"] && listed[0]["reference"] as? Int == 200 && listed[0]["current"] as? Int == 0)
    let statistics = try #require(column["statistics"] as? [String: Any])
    #expect(statistics.keys.sorted() == ["chi2", "chi2_yates", "cramers_v", "fisher", "g", "hellinger", "js", "kl", "linf", "psi", "tv"])
    #expect(statistics["chi2_yates"] is NSNull && statistics["fisher"] is NSNull && (statistics["g"] as? [String: Any])?["df"] as? Int == 2)
    let codes = (column["notes"] as? [[String: String]])?.map { $0["code"] }
    #expect(codes == ["missing", "appeared", "vanished"])
  }

  @Test("the table keeps to 80 columns, puts the drifting first and ends in a sentence")
  func table() throws {
    let text = ComparisonReport(try Self.comparison()).text
    let lines = text.split(separator: "\n").map(String.init)
    for line in lines { #expect(line.count <= 80, "\(line)") }
    #expect(lines[2].hasPrefix("moved") || lines[2].hasPrefix("level"))
    #expect(lines[2].hasSuffix("DRIFTED") && lines[3].hasSuffix("DRIFTED") && !lines[4].contains("DRIFTED"))
    #expect(text.contains("Drift in 2 of 4 columns") && text.contains("level: new categories: c") && text.contains("NaN or empty"))
    let long = try DriftComparison([try Self.numeric(String(repeating: "long_name_", count: 9), shift: 1)])
    for line in ComparisonReport(long).text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(ComparisonReport(try DriftComparison([try Self.numeric("still", shift: 0)])).text.contains("No drift shown in 1 column (Holm"))
  }

  @Test("a joint comparison can drift where no column does")
  func joint() throws {
    let still = try DriftComparison([try Self.numeric("still", shift: 0)])
    let report = ComparisonReport(still, multivariate: .object([.init("drifted", .flag(true))]), multivariateDrifted: true)
    #expect(report.drifted && report.verdict.contains("together they did"))
    let root = try Self.object(report.json)
    #expect(root["drifted"] as? Bool == true && (root["multivariate"] as? [String: Any])?["drifted"] as? Bool == true)
  }

  @Test("asked for a peer, the verdict is the peer's and says so")
  func peer() throws {
    var random = SeededGenerator(seed: 5)
    let a = SortedSample((0..<3000).map { _ in random.normal() })
    let b = SortedSample((0..<3000).map { _ in random.normal() + 0.08 })
    let comparison = try DriftComparison([try ColumnComparison(name: "x", reference: a, current: b)], minimumEffect: 0)
    let peers = [try PeerComparison(as: .evidently, name: "x", reference: a, current: b)]
    let report = ComparisonReport(comparison, peers: peers)
    #expect(comparison.drifted && !report.drifted && report.judge == "evidently")
    let root = try Self.object(report.json)
    let column = try #require((root["columns"] as? [[String: Any]])?.first)
    #expect(root["judge"] as? String == "evidently" && column["drifted"] as? Bool == false)
    #expect((column["reason"] as? String)?.hasPrefix("by evidently: no drift, wasserstein 0.0") == true)
    let findings = try #require((column["peer"] as? [String: Any])?["findings"] as? [String: [String: Any]])
    #expect(findings["psi"]?["threshold"] as? Double == 0.1 && findings["ks"]?["drifted"] as? Bool == true)
    #expect(report.text.contains("By evidently: no drift, 0 of 1 column."))
  }
}
