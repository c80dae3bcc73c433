import Domain
import TestSupport

@testable import Drift

/// Seeded histories: rows evenly in time, columns by a rule.
struct StationaryHistory {
  var times: HistoryTimes
  var plan: HistoryPlan

  /// `days` days of `perDay` rows, windows of one day against `reference` days.
  init(days: Int, perDay: Int, reference: Int, mode: HistoryPlan.Mode = .sliding) throws {
    times = try HistoryTimes(name: "t", numbers: (0..<days * perDay).map { 1_767_225_600 + Double($0) * 86_400 / Double(perDay) })
    plan = try HistoryPlan(
      times, every: HistorySpan(parsing: "1d"), reference: HistorySpan(parsing: "\(reference)d"), mode: mode)
  }

  var rows: Int { times.values.count }

  func judged(_ columns: [[Double]], _ options: HistoryOptions = HistoryOptions()) throws -> HistoryComparison {
    let measured = try columns.enumerated().map { index, values in
      try ColumnHistory(name: "x\(index)", values: values, plan: plan, options: options, columns: columns.count)
    }
    return try HistoryComparison(plan: plan, times: times, columns: measured, options: options)
  }

  /// Values of a first-order autoregression with this coefficient and variance 1.
  static func autoregression(_ count: Int, _ coefficient: Double, _ dice: inout SeededGenerator) -> [Double] {
    var value = dice.normal()
    let innovation = (1 - coefficient * coefficient).squareRoot()
    return (0..<count).map { _ in
      value = coefficient * value + innovation * dice.normal()
      return value
    }
  }
}
