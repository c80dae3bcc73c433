import Domain
import Drift
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

@Suite struct HistoryReportTests {
  /// Twenty days of the example, with days 9 and 10 of the first column taken out.
  private func report(_ options: HistoryOptions = HistoryOptions(), gap: Bool = false) throws -> HistoryReport {
    let sample = NotebookSample()
    let times = try sample.times()
    let plan = try HistoryPlan(times, every: HistorySpan(parsing: "1d"), reference: HistorySpan(parsing: "7d"))
    let columns = try sample.columns.enumerated().map { place, column in
      var values = column.values
      if gap { for row in (9 * 20)..<(10 * 20) { values[row] = .nan } }
      return try ColumnHistory(name: column.name, values: values, plan: plan, options: options, columns: 3)
    }
    return HistoryReport(try HistoryComparison(plan: plan, times: times, columns: columns, options: options))
  }

  private func document(_ report: HistoryReport) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(report.json.bytes)) as? [String: Any])
  }

  /// Equal but for the last places: Foundation's JSON reader misses up to three of them. That the text itself reads back is a law of JSONTree's tests.
  private static func agree(_ read: Any?, _ value: Double?) -> Bool {
    guard let value else { return read is NSNull }
    guard let read = read as? Double else { return false }
    return abs(read - value) <= 8 * value.ulp
  }

  @Test("gives the contract's keys: windows with start, end and columns, and change points")
  func contract() throws {
    let report = try report()
    let document = try document(report)
    let windows = try #require(document["windows"] as? [[String: Any]])
    #expect(windows.count == 13)
    #expect(windows[0]["start"] as? String == "2026-01-08T00:00:00.000000Z")
    #expect(windows[0]["end"] as? String == "2026-01-09T00:00:00.000000Z")
    for (index, window) in windows.enumerated() {
      let columns = try #require(window["columns"] as? [[String: Any]])
      #expect(columns.map { $0["name"] as? String } == ["spread", "return", "imbalance"])
      for (place, column) in columns.enumerated() {
        let evidence = try #require(report.comparison.columns[place].measurements[index].evidence)
        let statistics = try #require(column["statistics"] as? [String: [String: Any]])
        #expect(Self.agree(statistics["ks"]?["statistic"], evidence.kolmogorovSmirnov.statistic))
        #expect(Self.agree(statistics["ks"]?["pvalue"], evidence.pValue))
        #expect(Self.agree(statistics["psi"]?["value"], evidence.populationStability))
        #expect(Self.agree(column["level"], report.comparison.findings[index][place].level))
        #expect(column["drifted"] as? Bool == report.comparison.findings[index][place].drifted)
      }
    }
    let changes = try #require(document["change_points"] as? [[String: Any]])
    let spread = changes.filter { $0["column"] as? String == "spread" }
    #expect(spread.count == 1)
    #expect((spread.first?["time"] as? String)?.hasPrefix("2026-01-1") == true)
    #expect(!changes.contains { $0["column"] as? String == "imbalance" })
    #expect(document["drifted"] as? Bool == true)
  }

  @Test("says null, not false or 0, of a window too small")
  func small() throws {
    let report = try report(gap: true)
    let windows = try #require(try document(report)["windows"] as? [[String: Any]])
    let column = try #require((windows[2]["columns"] as? [[String: Any]])?.first)
    #expect(column["n_current"] as? Int == 0 && column["nan_current"] as? Int == 20)
    for key in ["statistics", "level", "rejected", "drifted"] { #expect(column[key] is NSNull, "\(key)") }
    #expect(report.text.contains("too small to judge (fewer than 8 values on a side): 1 windows: 2026-01-10"))
  }

  @Test("prints lines of at most 80 characters, the verdict last")
  func text() throws {
    for report in [
      try report(), try report(gap: true), try report(HistoryOptions(minimumEffect: 1)), try report(HistoryOptions(minimumCount: 1000)),
    ] {
      let lines = report.text.split(separator: "\n")
      for line in lines { #expect(line.count <= 80, "\(line)") }
      #expect(report.text.replacing("\n", with: " ").hasSuffix(report.verdict + " "))
    }
    #expect(try report().verdict.hasPrefix("Drift in "))
    #expect(try report(HistoryOptions(minimumEffect: 1)).verdict.hasPrefix("No drift shown in 13 windows"))
    #expect(try report(HistoryOptions(minimumCount: 1000)).verdict.hasPrefix("Nothing could be judged"))
  }

  @Test("draws every column over time on the page, change points in their windows")
  func page() throws {
    let report = try report()
    let page = report.page(
      title: "x over time", provenance: .init(command: "friday drift history", version: "1", time: Timestamp(seconds: 0), sources: []))
    let history = try #require(page.history)
    #expect(history.starts == report.comparison.plan.windows.map(\.start))
    #expect(history.series.map(\.name) == ["spread", "return", "imbalance"])
    for (place, series) in history.series.enumerated() {
      #expect(series.drifted == report.comparison.findings.indices.filter { report.comparison.findings[$0][place].drifted })
      for (index, time) in zip(series.changePoints, report.comparison.changeTimes[place]) {
        #expect(report.comparison.plan.windows[index].start <= time && time < report.comparison.plan.windows[index].end)
      }
    }
    #expect(history.series[0].changePoints.count == 1)
    #expect(page.drifted && page.page.contains("<svg"))
  }
}
