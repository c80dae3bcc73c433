import Domain
import Foundation
import Statistics
import TestSupport
import Testing

@testable import Drift

@Suite struct HistoryComparisonTests {
  private static let seeds = ProcessInfo.processInfo.environment["FRIDAY_LONG_TESTS"] == nil ? UInt64(12) : 1000

  @Test("calls at most α/2 of histories without change drifted", arguments: HistoryOptions.Control.allCases)
  func level(control: HistoryOptions.Control) throws {
    var alarmed = 0
    for seed in 1...Self.seeds {
      var dice = SeededGenerator(seed: seed &* 7919)
      let history = try StationaryHistory(days: 30, perDay: 10, reference: 10, mode: seed % 2 == 0 ? .sliding : .fixed)
      // Normal, heavy-tailed, and of two values.
      let columns = [
        (0..<history.rows).map { _ in dice.normal() }, (0..<history.rows).map { _ in dice.normal() / dice.normal() },
        (0..<history.rows).map { _ in dice.unit() < 0.3 ? 1.0 : 0.0 },
      ]
      let options = HistoryOptions(alpha: 0.1, minimumEffect: 0, control: control)
      if try history.judged(columns, options).drifted { alarmed += 1 }
    }
    // The union bound is α/2 = 0.05 for LORD++; SAFFRON spends more early, its promise is α = 0.1. 99 % Monte-Carlo margin.
    let bound = control == .lord ? 0.05 : 0.1
    let margin = 2.58 * (bound * (1 - bound) / Double(Self.seeds)).squareRoot()
    #expect(Double(alarmed) <= (bound + margin) * Double(Self.seeds), "\(alarmed) of \(Self.seeds) by \(control), first seed 7919")
    print("history level \(control.rawValue): \(alarmed) of \(Self.seeds) histories without change alarmed, bound \(bound)")
  }

  @Test("keeps the level on dependent values by effective size, where it fails by independence")
  func dependence() throws {
    var alarmed = 0
    var naive = 0
    let seeds = max(Self.seeds / 3, 4)
    for seed in 1...seeds {
      var dice = SeededGenerator(seed: seed &* 104_729)
      let history = try StationaryHistory(days: 20, perDay: 48, reference: 10)
      let column = StationaryHistory.autoregression(history.rows, 0.7, &dice)
      if try history.judged([column], HistoryOptions(alpha: 0.1, minimumEffect: 0, dependence: .effective)).drifted { alarmed += 1 }
      if try history.judged([column], HistoryOptions(alpha: 0.1, minimumEffect: 0)).drifted { naive += 1 }
    }
    #expect(
      Double(alarmed) <= 0.05 * Double(seeds) + 2.58 * (0.05 * 0.95 * Double(seeds)).squareRoot(),
      "\(alarmed) of \(seeds), first seed 104729")
    #expect(naive > seeds / 2, "AR(0.7) taken as independent should alarm: \(naive) of \(seeds)")
    print("history level AR(0.7): \(alarmed) of \(seeds) by effective size, \(naive) by independence")
  }

  @Test("finds a planted change in its window and at its row")
  func planted() throws {
    for seed in UInt64(1)...3 {
      var dice = SeededGenerator(seed: seed)
      let history = try StationaryHistory(days: 30, perDay: 48, reference: 10)
      let change = 48 * 25 + 7
      let shifted = (0..<history.rows).map { dice.normal() + ($0 < change ? 0 : 2) }
      let same = (0..<history.rows).map { _ in dice.normal() }
      let found = try history.judged([same, shifted])
      let windows = found.findings.indices.filter { found.findings[$0][1].drifted }
      // Day 25 is window 15: the reference takes the first ten.
      #expect(windows.first == 15, "seed \(seed): \(windows)")
      #expect(windows.contains(16) && windows.contains(17), "seed \(seed): \(windows)")
      #expect(!found.findings.contains { $0[0].drifted }, "seed \(seed)")
      #expect(found.columns[0].changePoints.isEmpty, "seed \(seed)")
      #expect(found.columns[1].changePoints.count == 1, "seed \(seed): \(found.columns[1].changePoints)")
      if let point = found.columns[1].changePoints.first {
        #expect(abs(point.row - change) <= 12, "seed \(seed): \(point)")
        #expect(point.effect > 0.5 && point.medianAfter - point.medianBefore > 1.5, "seed \(seed): \(point)")
        #expect(found.changeTimes[1] == [history.times.values[point.row]], "seed \(seed)")
      }
    }
  }

  @Test("measures every window as a comparison of the same two samples does")
  func twin() throws {
    for seed in UInt64(1)...6 {
      var dice = SeededGenerator(seed: seed)
      let history = try StationaryHistory(days: 14, perDay: 30, reference: 4, mode: seed % 2 == 0 ? .sliding : .fixed)
      let column = (0..<history.rows).map { row -> Double in
        row % 11 == 3
          ? .nan : row == 200 && seed > 3 ? .infinity : seed % 3 == 0 ? Double(Int.random(in: 0...4, using: &dice)) : dice.normal()
      }
      let measured = try ColumnHistory(name: "x", values: column, plan: history.plan, options: HistoryOptions())
      #expect(measured.missing == column.count { $0.isNaN })
      for (index, window) in history.plan.windows.enumerated() {
        let expected = try ColumnComparison(
          name: "x", reference: Array(column[window.referenceRows]), current: Array(column[window.rows]))
        let found = measured.measurements[index]
        #expect(found.referenceCount == expected.reference.count && found.currentMissing == expected.current.nanCount, "seed \(seed)")
        #expect(found.evidence?.kolmogorovSmirnov.statistic == expected.kolmogorovSmirnov.statistic, "seed \(seed), window \(index)")
        #expect(found.evidence?.pValue == expected.pValue, "seed \(seed), window \(index)")
        #expect(found.evidence?.populationStability == expected.populationStability.value, "seed \(seed), window \(index)")
        #expect((found.evidence?.wasserstein == nil) == (expected.wasserstein == nil), "seed \(seed), window \(index)")
        if let a = found.evidence?.wasserstein, let b = expected.wasserstein {
          #expect(abs(a - b) <= 1e-12 * max(1, b), "seed \(seed), window \(index)")
        }
      }
    }
  }

  @Test("decides in order of time and column by the control, and gives small windows no test")
  func order() throws {
    var dice = SeededGenerator(seed: 5)
    let history = try StationaryHistory(days: 12, perDay: 20, reference: 4)
    var columns = [(0..<history.rows).map { _ in dice.normal() }, (0..<history.rows).map { dice.normal() + ($0 > 160 ? 3 : 0) }]
    // Day 6 of the first column is all but empty, day 7 of both.
    for row in 120..<160 { columns[0][row] = .nan }
    for row in 140..<160 { columns[1][row] = .nan }
    let found = try history.judged(columns)
    var control = LORD(alpha: 0.05, initialWealth: 0.025)
    for (index, window) in found.findings.enumerated() {
      for (place, finding) in window.enumerated() {
        guard let evidence = found.columns[place].measurements[index].evidence else {
          #expect(finding.level == nil && !finding.rejected && finding.reason.contains("not judged"))
          continue
        }
        let expected = control.decide(evidence.pValue)
        #expect(finding.level == expected.level && finding.rejected == expected.rejected)
      }
    }
    #expect(found.tests == control.count)
    #expect(found.smallWindows == [3])
    #expect(found.findings[2][0].reason == "not judged: the window holds 0 values, fewer than 8")
    #expect(found.driftedWindows.first == 4)
  }

  @Test("calls a significant but small change no drift")
  func floor() throws {
    var dice = SeededGenerator(seed: 9)
    let history = try StationaryHistory(days: 12, perDay: 200, reference: 4)
    let column = (0..<history.rows).map { dice.normal() + ($0 > 1600 ? 0.7 : 0) }
    #expect(try history.judged([column], HistoryOptions(minimumEffect: 0.05)).drifted)
    let judged = try history.judged([column], HistoryOptions(minimumEffect: 0.9))
    #expect(!judged.drifted && judged.findings.contains { $0[0].rejected && $0[0].reason.contains("significant but small") })
    #expect(judged.columns[0].changePoints.isEmpty)
  }

  @Test("refuses levels out of range and no column")
  func refusals() throws {
    let history = try StationaryHistory(days: 6, perDay: 20, reference: 2)
    #expect(throws: HistoryError.noColumns) { try history.judged([]) }
    for options in [HistoryOptions(alpha: 0), HistoryOptions(alpha: 1), HistoryOptions(minimumEffect: 2), HistoryOptions(minimumCount: 0)] {
      #expect(throws: HistoryError.self) { try history.judged([Array(repeating: 1, count: history.rows)], options) }
    }
  }
}
