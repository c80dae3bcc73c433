import Foundation
import Statistics
import TestSupport
import Testing

@testable import Drift

@Suite struct ChangePointTests {
  private static let seeds = ProcessInfo.processInfo.environment["FRIDAY_LONG_TESTS"] == nil ? UInt64(15) : 2000

  /// Stretches of differing laws.
  private func pieces(_ dice: inout SeededGenerator, count: Int) -> [Double] {
    var values: [Double] = []
    while values.count < count {
      let (shift, spread) = (Double(Int.random(in: -2...2, using: &dice)), Double(Int.random(in: 1...3, using: &dice)))
      for _ in 0..<Int.random(in: 5...60, using: &dice) where values.count < count {
        values.append((shift + spread * dice.normal()).rounded())
      }
    }
    return values
  }

  @Test("finds the partition that optimal partitioning without pruning finds")
  func pruned() {
    for seed in UInt64(1)...12 {
      var dice = SeededGenerator(seed: seed)
      let values = pieces(&dice, count: Int.random(in: 20...160, using: &dice))
      let cost = RankCost(values, blocks: values.count)
      let minimum = Int.random(in: 1...12, using: &dice)
      let penalty = 6 * dice.unit()
      let naive = NaivePartition.borders(count: values.count, minimum: minimum, penalty: penalty) { cost.cost(from: $0, to: $1) }
      let found = PrunedPartition.borders(count: values.count, minimum: minimum, penalty: penalty) { cost.cost(from: $0, to: $1) }
      var total = 0.0
      var from = 0
      for to in found + [values.count] {
        total += cost.cost(from: from, to: to)
        #expect(to - from >= minimum, "seed \(seed)")
        from = to
      }
      total += penalty * Double(found.count)
      #expect(
        abs(total - naive.total) <= 1e-9 * max(1, naive.total),
        "seed \(seed): \(found) costs \(total), \(naive.borders) costs \(naive.total)")
    }
  }

  @Test("costs what its definition says, and less when split")
  func cost() {
    for seed in UInt64(1)...6 {
      var dice = SeededGenerator(seed: seed)
      let values = pieces(&dice, count: 90)
      let cost = RankCost(values, blocks: 30)
      for _ in 0..<20 {
        let from = Int.random(in: 0..<29, using: &dice)
        let to = Int.random(in: (from + 2)...30, using: &dice)
        let middle = Int.random(in: (from + 1)..<to, using: &dice)
        let expected = NaivePartition.cost(
          values, thresholds: cost.thresholds, weights: cost.weights, cost.borders[from]..<cost.borders[to])
        #expect(abs(cost.cost(from: from, to: to) - expected) <= 1e-9 * max(1, expected), "seed \(seed)")
        #expect(cost.cost(from: from, to: middle) + cost.cost(from: middle, to: to) <= cost.cost(from: from, to: to) + 1e-9, "seed \(seed)")
      }
    }
  }

  @Test("shows a change in at most α of columns without change, whatever their law")
  func level() {
    let laws: [(String, (inout SeededGenerator) -> Double)] = [
      ("normal", { $0.normal() }), ("cauchy", { $0.normal() / $0.normal() }), ("coin", { $0.unit() < 0.5 ? 0 : 1 }),
      ("rare", { $0.unit() < 0.07 ? 1 : 0 }), ("few", { Double(Int($0.unit() * 3)) }),
    ]
    for (name, law) in laws {
      var alarmed = 0
      for seed in 1...Self.seeds {
        var dice = SeededGenerator(seed: seed &* 31)
        let values = (0..<160).map { _ in law(&dice) }
        if !ChangePointSearch(alpha: 0.1, minimumEffect: 0).changePoints(of: values).isEmpty { alarmed += 1 }
      }
      let bound = 0.1 + 2.58 * (0.09 / Double(Self.seeds)).squareRoot()
      #expect(Double(alarmed) <= bound * Double(Self.seeds), "\(name): \(alarmed) of \(Self.seeds), first seed 31")
      print("change points level \(name): \(alarmed) of \(Self.seeds) at α 0.1")
    }
  }

  @Test("finds changes of place, spread and tail where they were planted, also in blocks")
  func planted() {
    for seed in UInt64(1)...2 {
      var dice = SeededGenerator(seed: seed)
      var values = (0..<4000).map { row in
        row < 1300 ? dice.normal() : row < 2700 ? dice.normal() + 1.5 : 1.5 + 4 * dice.normal()
      }
      for row in stride(from: 5, to: 4000, by: 400) { values[row] = .nan }
      let found = ChangePointSearch(alpha: 0.01, minimumEffect: 0.05).changePoints(of: values)
      #expect(found.count == 2, "seed \(seed): \(found)")
      guard found.count == 2 else { continue }
      #expect(abs(found[0].row - 1300) <= 25 && abs(found[1].row - 2700) <= 40, "seed \(seed): \(found.map(\.row))")
      #expect(found.allSatisfy { $0.gain > ChangePointSearch(alpha: 0.01, minimumEffect: 0).penalty(count: 3990) }, "seed \(seed)")
    }
  }

  @Test("stands still under monotone maps, ±inf among the values, and finds none in a constant or a short column")
  func ranks() {
    var dice = SeededGenerator(seed: 3)
    var values = (0..<400).map { dice.normal() + ($0 < 150 ? 0 : 2) }
    let search = ChangePointSearch(alpha: 0.05, minimumEffect: 0.05)
    let rows = search.changePoints(of: values).map(\.row)
    #expect(rows.count == 1)
    #expect(search.changePoints(of: values.map { exp(5 * $0) }).map(\.row) == rows)
    if let greatest = values.indices.max(by: { values[$0] < values[$1] }) { values[greatest] = .infinity }
    #expect(search.changePoints(of: values).map(\.row) == rows)
    #expect(search.changePoints(of: Array(repeating: 4, count: 500)).isEmpty)
    #expect(search.changePoints(of: [1, 2, 3]).isEmpty)
    #expect(search.changePoints(of: []).isEmpty)
  }

  @Test("weighs a single threshold as half a χ², and many as the greatest part of their sum")
  func eigenvalue() {
    #expect(abs(RankCost.greatestEigenvalue([1], [0.3]) - 1) < 1e-12)
    // Uncorrelated thresholds do not exist; equal ones are one.
    #expect(abs(RankCost.greatestEigenvalue([0.5, 0.5], [0.4, 0.4]) - 1) < 1e-12)
    // Two thresholds by hand: (½ ± ½ r), r = √(F₁(1 − F₂)/(F₂(1 − F₁))).
    let r = (0.2 * 0.5 / (0.5 * 0.8)).squareRoot()
    #expect(abs(RankCost.greatestEigenvalue([0.5, 0.5], [0.2, 0.5]) - (0.5 + 0.5 * r)) < 1e-9)
  }
}
