import Domain
import Drift
import Foundation
import TestSupport
import Testing

@Suite("performance without labels") struct PerformanceTests {
  @Test("is what labels drawn from the probabilities show, within chance", arguments: 0..<8 as Range<UInt64>)
  func realised(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let calibrated = (0..<4000).map { _ in random.unit() }
    let raw = calibrated.map { ($0 * 50).rounded() }
    let decisions = calibrated.map { $0 > 0.4 }
    let labels = calibrated.map { random.unit() < $0 }
    let estimate = try ConfidenceBasedPerformance(calibrated: calibrated, decisions: decisions, raw: raw)
    let right = Double(zip(labels, decisions).count { $0 == $1 }) / 4000
    #expect(abs(right - estimate.accuracy) < 4.5 * estimate.accuracyDeviation, "seed \(seed)")
    let hits = Double(zip(labels, decisions).count { $0 && $1 })
    #expect(abs(hits - estimate.truePositives) < 4.5 * 1000.0.squareRoot(), "seed \(seed)")
    let total = estimate.truePositives + estimate.falsePositives + estimate.falseNegatives + estimate.trueNegatives
    #expect(abs(total - 4000) < 1e-8)
    // The realised AUC of the tied raw scores, pair by pair on a part of the rows.
    var (wins, pairs) = (0.0, 0.0)
    for i in 0..<1200 where labels[i] {
      for j in 0..<1200 where !labels[j] {
        pairs += 1
        wins += raw[i] > raw[j] ? 1 : raw[i] == raw[j] ? 0.5 : 0
      }
    }
    #expect(try abs(#require(estimate.areaUnderCurve) - wins / pairs) < 0.06, "seed \(seed)")
  }

  @Test("NannyML's rounding moves the area by less than a hundred-thousandth where scores differ", arguments: 0..<8 as Range<UInt64>)
  func rounding(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let calibrated = (0..<300).map { _ in random.unit() }
    let raw = calibrated.map { $0 + 0.1 * random.normal() }
    let estimate = try ConfidenceBasedPerformance(calibrated: calibrated, decisions: raw.map { $0 > 0.5 }, raw: raw)
    #expect(try abs(#require(estimate.areaUnderCurve) - #require(estimate.roundedAreaUnderCurve)) < 1e-5, "seed \(seed)")
    let own = try ConfidenceBasedPerformance(calibrated: calibrated, decisions: raw.map { $0 > 0.5 })
    #expect(try #require(own.areaUnderCurve) > #require(estimate.areaUnderCurve), "its own order is the best order")
  }

  @Test("has no precision without a decision, no recall without a positive, no area with one class")
  func empty() throws {
    let none = try ConfidenceBasedPerformance(calibrated: [0, 0], decisions: [false, false])
    #expect(none.precision == nil && none.recall == nil && none.f1 == nil && none.areaUnderCurve == nil && none.roundedAreaUnderCurve == nil)
    #expect(none.specificity == 1 && none.accuracy == 1 && none.accuracyDeviation == 0)
    #expect(try ConfidenceBasedPerformance(calibrated: [1], decisions: [true]).specificity == nil)
  }

  @Test("drops and counts rows with NaN, and refuses what is no probability, each with a hint")
  func refusals() throws {
    let some = try ConfidenceBasedPerformance(calibrated: [.nan, 0.5, 0.5], decisions: [true, true, true], raw: [1, .nan, 2])
    #expect(some.rows == 1 && some.nanRows == 2)
    let errors: [PerformanceEstimateError] = [
      .lengthsDiffer(probabilities: 1, others: 2), .noRows(dropped: 1), .notAProbability(row: 1, value: 1.5), .tooFewLabels(count: 1, minimum: 2),
    ]
    #expect(throws: errors[0]) { try ConfidenceBasedPerformance(calibrated: [0.5], decisions: [true, false]) }
    #expect(throws: errors[0]) { try ConfidenceBasedPerformance(calibrated: [0.5], decisions: [true], raw: [1, 2]) }
    #expect(throws: errors[1]) { try ConfidenceBasedPerformance(calibrated: [.nan], decisions: [true]) }
    #expect(throws: errors[2]) { try ConfidenceBasedPerformance(calibrated: [0.5, 1.5], decisions: [true, true]) }
    #expect(throws: errors[3]) { try IsotonicCalibration(scores: [1, .nan], isPositive: [true, false]) }
    #expect(throws: errors[0]) { try IsotonicCalibration(scores: [1], isPositive: [true, false]) }
    for error in errors { #expect(!error.diagnostic.message.isEmpty && error.diagnostic.hint != nil && error.diagnostic.code.hasPrefix("performance.")) }
  }

  /// Isotonic regression by its min-max formula: max over a ≤ i of min over b ≥ i of the mean of a…b.
  static func minimax(_ values: [Double], _ weights: [Double]) -> [Double] {
    values.indices.map { i in
      (0...i).map { a in
        (i..<values.count).map { b in
          zip(values[a...b], weights[a...b]).reduce(0) { $0 + $1.0 * $1.1 } / weights[a...b].reduce(0, +)
        }.min() ?? 0
      }.max() ?? 0
    }
  }

  @Test("calibration is isotonic regression, ties pooled first", arguments: 0..<20 as Range<UInt64>)
  func isotonic(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...30, using: &random)
    let scores = (0..<count).map { _ in seed % 2 == 0 ? random.normal() : Double(Int.random(in: 0...6, using: &random)) }
    let labels = scores.map { random.unit() < 1 / (1 + exp(-$0)) }
    let calibration = try IsotonicCalibration(scores: scores, isPositive: labels)
    let places = Set(scores).sorted()
    let weights = places.map { place in Double(scores.count { $0 == place }) }
    let shares = places.map { place in Double(zip(scores, labels).count { $0 == place && $1 }) / Double(scores.count { $0 == place }) }
    for (place, expected) in zip(places, Self.minimax(shares, weights)) {
      #expect(abs(calibration.probability(of: place) - expected) < 1e-12, "seed \(seed), score \(place)")
    }
    #expect(calibration.probabilities == calibration.probabilities.sorted() && calibration.scores == Set(calibration.scores).sorted())
    let grid = (-60...140).map { calibration.probability(of: Double($0) / 10) }
    #expect(grid == grid.sorted() && grid.allSatisfy { (0...1).contains($0) }, "seed \(seed)")
  }

  @Test("calibration holds its ends, interpolates between steps and passes NaN on")
  func interpolation() throws {
    let calibration = try IsotonicCalibration(scores: [0, 1, 2, 3, .infinity], isPositive: [false, false, true, true, true])
    #expect(calibration.probability(of: -5) == 0 && calibration.probability(of: 1.5) == 0.5 && calibration.probability(of: 1e9) == 1)
    #expect(calibration.probability(of: .nan).isNaN && calibration.probability(of: .infinity) == 1)
  }
}
