import Foundation
import Inference
import TestSupport
import Testing

@Suite("Calibration") struct CalibrationTests {
  /// Scores and outcomes whose true probability is a sigmoid, with ties.
  private static func sample(_ random: inout SeededGenerator, count: Int, slope: Double = 1.5, scale: Double = 1) -> (scores: [Double], outcomes: [Bool]) {
    var scores: [Double] = []
    var outcomes: [Bool] = []
    for index in 0..<count {
      let score = (random.normal() * 8).rounded() / 8
      let uniform = Double(random.next() >> 11) * 0x1p-53
      scores.append(score * scale)
      outcomes.append(index == 0 ? true : index == 1 ? false : uniform < 1 / (1 + exp(-slope * score + 0.3)))
    }
    return (scores, outcomes)
  }

  private static func targets(_ outcomes: [Bool]) -> [Double] {
    let events = Double(outcomes.count { $0 })
    let others = Double(outcomes.count) - events
    return outcomes.map { $0 ? (events + 1) / (events + 2) : 1 / (others + 2) }
  }

  private static func loss(_ a: Double, _ b: Double, _ scores: [Double], _ targets: [Double]) -> Double {
    zip(scores, targets).reduce(0) { sum, pair in
      let p = min(max(1 / (1 + exp(a * pair.0 + b)), 1e-300), 1 - 1e-16)
      return sum - pair.1 * log(p) - (1 - pair.1) * log(1 - p)
    }
  }

  /// Pattern search: slow, and without any derivative that could be wrong.
  private static func naive(_ scores: [Double], _ targets: [Double]) -> (a: Double, b: Double) {
    var (a, b, step) = (0.0, 0.0, 1.0)
    var best = loss(a, b, scores, targets)
    while step > 1e-7 {
      var moved = false
      for (da, db) in [(step, 0), (-step, 0), (0, step), (0, -step), (step, step), (-step, -step), (step, -step), (-step, step)] {
        let next = loss(a + da, b + db, scores, targets)
        if next < best { (a, b, best, moved) = (a + da, b + db, next, true) }
      }
      if !moved { step /= 2 }
    }
    return (a, b)
  }

  @Test("Platt's sigmoid is the one that a search without derivatives finds, and its mean is that of the targets", arguments: 1...6)
  func platt(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (scores, outcomes) = Self.sample(&random, count: 20 + Int(random.next() % 200))
    let fitted = try PlattCalibration.fit(scores, outcomes)
    let targets = Self.targets(outcomes)
    let (a, b) = Self.naive(scores, targets)
    #expect(abs(fitted.a - a) < 1e-4 && abs(fitted.b - b) < 1e-4, "seed \(seed): \(fitted), the search finds \(a), \(b)")
    let values = scores.map(fitted.value)
    let excess: Double = values.reduce(0, +) - targets.reduce(0, +)
    #expect(abs(excess) < 1e-8 * Double(scores.count), "seed \(seed): calibrated on what it was fitted with")
    let ordered = zip(scores, values).sorted { $0.0 < $1.0 }.map(\.1)
    #expect(ordered.isMonotone(falling: fitted.a > 0), "seed \(seed)")
    // Fitted again to its own log odds it stays where it is.
    let again = try PlattCalibration.fit(scores.map { -(fitted.a * $0 + fitted.b) }, outcomes)
    #expect(abs(again.a + 1) < 1e-6 && abs(again.b) < 1e-6, "seed \(seed): \(again)")
    // The units of the scores do not matter.
    for unit in [1e-9, 1e9] {
      let scaled = try PlattCalibration.fit(scores.map { $0 * unit + 5 * unit }, outcomes)
      let furthest = zip(scores, values).map { (score, value) -> Double in abs(scaled.value(of: score * unit + 5 * unit) - value) }.max() ?? 0
      #expect(furthest < 1e-7, "seed \(seed), unit \(unit)")
    }
  }

  @Test("Platt's sigmoid stays finite where the scores separate the outcomes, or say nothing") func separable() throws {
    let split = try PlattCalibration.fit([-2, -1, 1, 2], [false, false, true, true])
    #expect(split.a.isFinite && split.a < 0 && split.value(of: 2) < 0.9 && split.value(of: -2) > 0.1)
    let flat = try PlattCalibration.fit([3, 3, 3], [true, false, false])
    let mean: Double = (2.0 / 3 + 0.25 + 0.25) / 3
    #expect(abs(flat.value(of: 3) - mean) < 1e-6)
    let huge = try PlattCalibration.fit([-1e308, 1e308, -1e308, 1e308], [false, true, true, false])
    #expect(huge.value(of: 1e308).isFinite)
    #expect(split.value(of: .infinity) == 1)
    #expect(split.value(of: -.infinity) == 0)
    #expect(split.value(of: .nan).isNaN)
  }

  @Test("isotonic values are the least-squares rising ones: the max-min formula, at every score", arguments: 1...8)
  func isotonic(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (scores, outcomes) = Self.sample(&random, count: 10 + Int(random.next() % 50))
    let distinct = Set(scores).sorted()
    let groups = distinct.map { score in scores.indices.filter { scores[$0] == score }.map { outcomes[$0] ? 1.0 : 0 } }
    func mean(_ from: Int, _ to: Int) -> Double {
      let all = groups[from...to].flatMap { $0 }
      return all.reduce(0, +) / Double(all.count)
    }
    for interpolation in IsotonicCalibration.Interpolation.allCases {
      let fitted = try IsotonicCalibration.fit(scores, outcomes, interpolation: interpolation)
      for (index, score) in distinct.enumerated() {
        let expected = (0...index).map { low in (index..<distinct.count).map { mean(low, $0) }.min() ?? 0 }.max() ?? 0
        #expect(abs(fitted.value(of: score) - expected) < 1e-12, "seed \(seed), \(interpolation) at \(score)")
      }
      let difference: Double = scores.map(fitted.value).reduce(0, +) - Double(outcomes.count { $0 })
      #expect(abs(difference) < 1e-10, "seed \(seed): calibrated on what it was fitted with")
      var last = 0.0
      for step in 0...400 {
        let value = fitted.value(of: -6 + Double(step) * 0.03)
        #expect(value >= last && value <= 1, "seed \(seed): never falls")
        last = value
      }
      #expect(fitted.value(of: -.infinity) == fitted.y.first)
      #expect(fitted.value(of: .infinity) == fitted.y.last)
      #expect(fitted.value(of: .nan).isNaN)
    }
  }

  @Test("isotonic fitting changes nothing that already rises", arguments: 1...4)
  func idempotent(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (scores, outcomes) = Self.sample(&random, count: 60)
    let fitted = try IsotonicCalibration.fit(scores, outcomes)
    let again = try IsotonicCalibration.fit(scores.map(fitted.value), outcomes)
    for score in scores { #expect(abs(again.value(of: fitted.value(of: score)) - fitted.value(of: score)) < 1e-12, "seed \(seed)") }
  }

  @Test("between knots it rises in a line, or keeps the knot before") func interpolation() throws {
    let line = try #require(IsotonicCalibration(x: [0, 1, 3], y: [0.25, 0.5, 1]))
    let places: [Double] = [-1, 0, 0.5, 1, 2, 3, 9]
    #expect(places.map(line.value) == [0.25, 0.25, 0.375, 0.5, 0.75, 1, 1] as [Double])
    let steps = try #require(IsotonicCalibration(x: [0, 1, 3], y: [0.25, 0.5, 1], interpolation: .step))
    #expect(places.map(steps.value) == [0.25, 0.25, 0.25, 0.5, 0.5, 1, 1] as [Double])
    let wide = try #require(IsotonicCalibration(x: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], y: [0, 1]))
    #expect(wide.value(of: 0) == 0.5)
  }

  @Test("refuses knots that do not rise, and outcomes of one kind") func refusals() throws {
    let knots: [([Double], [Double])] = [
      ([], []), ([1, 1], [0, 1]), ([1, 2], [1, 0]), ([1], [1.5]), ([1], [-0.5]), ([.nan], [1]), ([1], [.nan]), ([1, 2], [1]),
    ]
    for (x, y) in knots { #expect(IsotonicCalibration(x: x, y: y) == nil, "\(x) \(y)") }
    #expect(PlattCalibration(a: .nan, b: 0) == nil)
    #expect(PlattCalibration(a: 0, b: .infinity) == nil)
    #expect(throws: CalibrationError.oneClass(count: 2)) { try PlattCalibration.fit([1, 2], [true, true]) }
    #expect(throws: CalibrationError.oneClass(count: 0)) { try IsotonicCalibration.fit([], []) }
    #expect(throws: CalibrationError.scoreNotFinite(index: 1)) { try PlattCalibration.fit([1, .nan], [true, false]) }
    #expect(throws: CalibrationError.scoreNotFinite(index: 0)) { try IsotonicCalibration.fit([.infinity, 1], [true, false]) }
  }
}

extension [Double] {
  fileprivate func isMonotone(falling: Bool) -> Bool { zip(self, dropFirst()).allSatisfy { falling ? $0 >= $1 : $0 <= $1 } }
}
