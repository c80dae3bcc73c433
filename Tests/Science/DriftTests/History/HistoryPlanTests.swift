import Domain
import TestSupport
import Testing

@testable import Drift

@Suite struct HistoryPlanTests {
  private func span(_ text: String) throws -> HistorySpan { try HistorySpan(parsing: text) }

  @Test("begins whole days at midnight and judges from the first window with a whole reference")
  func daily() throws {
    // Hourly from 2026-01-01T05:00Z for ten days.
    let times = try HistoryTimes(name: "t", numbers: (0..<240).map { 1_767_225_600 + 5 * 3600 + Double($0) * 3600 })
    let plan = try HistoryPlan(times, every: span("1d"), reference: span("3d"))
    #expect(plan.windows.count == 8)
    #expect(plan.windows[0].start.description == "2026-01-04T00:00:00.000000Z")
    #expect(plan.windows[0].rows == 67..<91)
    #expect(plan.windows[0].referenceRows == 0..<67)
    #expect(plan.windows[1].referenceRows == 19..<91)
    #expect(plan.windows[7].rows == 235..<240)
    let fixed = try HistoryPlan(times, every: span("1d"), reference: span("3d"), mode: .fixed)
    #expect(fixed.windows.allSatisfy { $0.referenceRows == 0..<67 })
  }

  @Test("rows belong to the window whose half-open stretch holds them, whatever times and lengths")
  func law() throws {
    for seed in UInt64(1)...40 {
      var dice = SeededGenerator(seed: seed)
      var now = Int64.random(in: -5_000...5_000, using: &dice) * 1_000_000_007
      let times = try HistoryTimes(
        name: "t",
        values: (0..<300).map { _ in
          now += Int64.random(in: 0...3_000_000_000, using: &dice)
          return Timestamp(nanoseconds: now)
        }, form: .nanoseconds)
      let every = HistorySpan(nanoseconds: Int64.random(in: 1_000_000_000...40_000_000_000, using: &dice))
      let reference = HistorySpan(nanoseconds: Int64.random(in: 1_000_000_000...100_000_000_000, using: &dice))
      let mode: HistoryPlan.Mode = seed % 2 == 0 ? .fixed : .sliding
      let plan = try HistoryPlan(times, every: every, reference: reference, mode: mode)
      for (index, window) in plan.windows.enumerated() {
        func rows(_ from: Timestamp, _ to: Timestamp) -> [Int] {
          times.values.indices.filter { times.values[$0] >= from && times.values[$0] < to }
        }
        #expect(Array(window.rows) == rows(window.start, window.end), "seed \(seed), window \(index)")
        #expect(Array(window.referenceRows) == rows(window.referenceStart, window.referenceEnd), "seed \(seed), window \(index)")
        #expect(window.start.nanoseconds % every.nanoseconds == 0 && window.referenceEnd <= window.start, "seed \(seed)")
        #expect(index == 0 || plan.windows[index - 1].end == window.start, "seed \(seed)")
        #expect(window.referenceEnd.nanoseconds - window.referenceStart.nanoseconds == reference.nanoseconds, "seed \(seed)")
      }
      #expect(plan.windows.last?.rows.upperBound == times.values.count, "seed \(seed)")
    }
  }

  @Test("refuses a reference longer than the history, and more windows than the bound")
  func refusals() throws {
    let times = try HistoryTimes(name: "t", numbers: [1_767_225_600, 1_767_225_600 + 86_400])
    #expect(throws: HistoryError.referenceTooLong(history: try span("1d"), reference: try span("2d"), every: try span("1d"))) {
      try HistoryPlan(times, every: span("1d"), reference: span("2d"))
    }
    let long = try HistoryTimes(name: "t", numbers: [0, 4_000_000_000])
    #expect(throws: HistoryError.self) { try HistoryPlan(long, every: span("1s"), reference: span("1s")) }
    #expect(throws: HistoryError.self) { try HistoryPlan(long, every: span("5000w"), reference: span("10000w")) }
  }
}
