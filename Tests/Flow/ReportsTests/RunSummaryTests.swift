@testable import Reports
import Domain
import Foundation
import Testing

@Suite("RunSummary")
struct RunSummaryTests {
  private func object(_ summary: RunSummary) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(summary.json.bytes)) as? [String: Any])
  }

  private static func alarm(_ index: Int, reason: String = "KS D 0.24 ≥ 0.1 (p 2.84e-06, by Holm 0.000111, level 0.0027); median 0 → -6.27e-06") -> DriftVerdict {
    DriftVerdict(
      time: Timestamp(nanoseconds: 1_767_225_600_000_000_001 + Int64(index)), symbol: "BTC/USDT:binance-usdm", feature: "order_flow_imbalance_10s",
      test: "ks", kind: .data, statistic: 0.25, pValue: index == 0 ? nil : 1e-300, referenceCount: 600, currentCount: 300, drifted: true, severity: .critical,
      reason: reason, guarantee: "at most 0.05 false alarms a run, expected")
  }

  private static var full: RunSummary {
    var summary = RunSummary()
    summary.ticks = 120_081
    summary.predictions = 119_000
    summary.outcomes = 18_446_744_073_709_551_615
    summary.outcomesPending = 12
    summary.recordsJournaled = 400_000
    summary.pointsJournaled = 350_000
    summary.pointsUploaded = 0
    summary.ticksUploaded = 120_081
    summary.predictionsUploaded = 119_000
    summary.driftChecks = 508
    summary.alarms = (0..<20).map { alarm($0) }
    summary.alarmsTotal = 1_234_567
    summary.tickToPrediction = .init(p50: 1.2e-5, p99: 3.4e-4, p999: 2.5e-3, max: 1.75)
    summary.service = .init(p50: 8.5e-7, p99: 1e-6, p999: 1e-6, max: 1e-3)
    summary.cpu = .init()
    summary.reconciliation = .init(checks: 3, discrepancies: 1, corrected: 0, open: 1)
    summary.models = [ModelVersion(name: "mid-rise", version: "1"), ModelVersion(name: "mid-rise", version: "2")]
    summary.wallSeconds = 12.25
    summary.seed = .max
    return summary
  }

  @Test("The document of a run in which nothing happened has every key of the contract, and null, never 0, for what does not exist")
  func empty() throws {
    let document = try object(RunSummary())
    #expect(
      Set(document.keys).isSuperset(of: [
        "ticks", "predictions", "outcomes", "points_journaled", "points_uploaded", "drift", "latency_seconds", "reconciliation", "models", "wall_seconds",
      ]))
    #expect(document["ticks"] as? Int == 0 && document["points_journaled"] as? Int == 0)
    for key in ["points_uploaded", "ticks_uploaded", "predictions_uploaded", "reconciliation", "seed"] { #expect(document[key] is NSNull, "\(key)") }
    let latency = try #require(document["latency_seconds"] as? [String: Any])
    #expect(Set(latency.keys) == ["tick_to_prediction", "order_update", "service", "cpu"] && latency.values.allSatisfy { $0 is NSNull })
    let drift = try #require(document["drift"] as? [String: Any])
    #expect((drift["alarms"] as? [Any])?.isEmpty == true && drift["alarms_total"] as? Int == 0)
    #expect((document["models"] as? [Any])?.isEmpty == true && document["interrupted"] as? Bool == false)
  }

  @Test("A full document holds every value at full precision; a quantile without a measurement is null, an upload of nothing is 0")
  func filled() throws {
    let document = try object(Self.full)
    #expect(document["ticks"] as? Int == 120_081 && document["points_uploaded"] as? Int == 0 && document["wall_seconds"] as? Double == 12.25)
    let latency = try #require(document["latency_seconds"] as? [String: Any])
    let queued = try #require(latency["tick_to_prediction"] as? [String: Any])
    #expect(queued["p99"] as? Double == 3.4e-4 && queued["max"] as? Double == 1.75 && latency["order_update"] is NSNull)
    #expect(Set(try #require(latency["service"] as? [String: Any]).keys) == ["p50", "p99", "p999", "max"])
    #expect((latency["cpu"] as? [String: Any])?["p50"] is NSNull)
    #expect(document["reconciliation"] as? [String: Int] == ["checks": 3, "discrepancies": 1, "corrected": 0, "open": 1])
    let drift = try #require(document["drift"] as? [String: Any])
    let alarms = try #require(drift["alarms"] as? [[String: Any]])
    #expect(alarms.count == 20 && drift["alarms_total"] as? Int == 1_234_567 && drift["checks"] as? Int == 508)
    #expect(alarms[0]["pvalue"] is NSNull && alarms[1]["pvalue"] as? Double == 1e-300 && alarms[0]["time"] as? Int == 1_767_225_600_000_000_001)
    #expect(alarms[0]["symbol"] as? String == "BTC/USDT:binance-usdm" && alarms[0]["severity"] as? String == "critical")
    #expect(document["models"] as? [[String: String]] == [["name": "mid-rise", "version": "1"], ["name": "mid-rise", "version": "2"]])
  }

  @Test("The text keeps to 80 columns, names each part once, and ends with the verdict")
  func text() {
    for summary in [RunSummary(), Self.full] {
      let text = summary.text
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.filter { $0.count > 80 })")
      #expect(lines.filter { $0.hasPrefix("ticks") }.count == 1 && lines.filter { $0.hasPrefix("journal") }.count == 1)
      #expect(text.replacing("\n", with: " ").hasSuffix(summary.verdict + " "))
    }
    #expect(!RunSummary().text.contains("uploaded") && !RunSummary().text.contains("latency") && !RunSummary().text.contains("reconciliation"))
    #expect(Self.full.text.contains("120,081") && Self.full.text.contains("tick→prediction") && !Self.full.text.contains("\ncpu"))
    #expect(Self.full.text.components(separatedBy: "critical BTC/USDT").count == 9)  // the latest eight
  }

  @Test("The verdict counts alarms and open discrepancies in words")
  func verdict() {
    #expect(RunSummary().verdict == "Ran 0 s: 0 ticks, 0 predictions, no drift alarm.")
    #expect(Self.full.verdict == "Ran 12.3 s: 120,081 ticks, 119,000 predictions, 1,234,567 drift alarms, 1 discrepancy open.")
    var summary = RunSummary()
    summary.interrupted = true
    summary.alarms = [Self.alarm(0)]
    summary.reconciliation = .init(checks: 1, discrepancies: 0, corrected: 0, open: 0)
    #expect(summary.verdict == "Interrupted after 0 s: 0 ticks, 0 predictions, 1 drift alarm, books equal.")
  }

  @Test("Seconds are shown in the unit that suits them")
  func spans() {
    #expect([8.5e-7, 1.234e-5, 4.5e-3, 2, 0].map(RunSummary.span) == ["850 ns", "12.3 µs", "4.5 ms", "2 s", "0 ns"])
    #expect([0, 999, 1000, 1_234_567, .max].map(RunSummary.grouped) == ["0", "999", "1,000", "1,234,567", "18,446,744,073,709,551,615"])
  }
}
