import Experiments
import Foundation
import TestSupport
import Testing

@Suite("Paired comparison") struct PairedComparisonTests {
  /// Errors of two equally good models: independent, of one distribution.
  private static func equal(_ random: inout SeededGenerator) -> (Double, Double) {
    let outcome = random.unit() < 0.3 ? 1.0 : 0.0
    func error(_ probability: Double) -> Double { (probability - outcome) * (probability - outcome) }
    return (error(min(max(0.3 + 0.2 * random.normal(), 0), 1)), error(min(max(0.3 + 0.2 * random.normal(), 0), 1)))
  }

  @Test("names a winner among equals at most as often as it says, though one looks after every outcome") func errorRate() {
    let alpha = 0.1
    let runs = 150
    var wrong = 0
    var outside = 0
    for seed in 1...UInt64(runs) {
      var random = SeededGenerator(seed: seed)
      var comparison = PairedComparison()
      var named = false
      for step in 1...150 {
        let (champion, challenger) = Self.equal(&random)
        comparison.enter(champion: champion, challenger: challenger)
        if !named, comparison.standing(alpha: alpha) != .undecided { named = true }
        if step == 150, !comparison.interval(alpha: alpha).contains(0) { outside += 1 }
      }
      if named { wrong += 1 }
    }
    // Five standard deviations above α would be chance; the bound is conservative, so it is far below.
    let allowed = alpha * Double(runs) + 5 * (alpha * (1 - alpha) * Double(runs)).squareRoot()
    #expect(Double(wrong) <= allowed, "\(wrong) of \(runs) runs named a winner")
    #expect(outside <= wrong, "an interval without 0 at the end is a winner named by then")
  }

  @Test("finds the better model, and only it", arguments: [true, false])
  func power(challengerIsBetter: Bool) {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      var comparison = PairedComparison()
      for _ in 0..<2000 {
        let outcome = random.unit() < 0.5 ? 1.0 : 0.0
        let good = 0.5 + (outcome - 0.5) * 0.4
        let (left, right) = challengerIsBetter ? (0.5, good) : (good, 0.5)
        comparison.enter(champion: (left - outcome) * (left - outcome), challenger: (right - outcome) * (right - outcome))
      }
      #expect(comparison.standing(alpha: 0.01) == (challengerIsBetter ? .challengerBetter : .championBetter), "seed \(seed)")
      let interval = comparison.interval(alpha: 0.01)
      #expect(challengerIsBetter ? interval.lowerBound > 0 : interval.upperBound < 0, "seed \(seed)")
      #expect(interval.contains(comparison.meanDifference), "seed \(seed)")
    }
  }

  @Test("is antisymmetric: exchanging the models exchanges the answers", arguments: 1...5)
  func symmetry(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var forward = PairedComparison()
    var backward = PairedComparison()
    for _ in 0..<200 {
      let (a, b) = (random.unit(), random.unit() * 0.8)
      forward.enter(champion: a, challenger: b)
      backward.enter(champion: b, challenger: a)
    }
    #expect(abs(forward.meanDifference + backward.meanDifference) < 1e-12)
    #expect(abs(log(forward.evidenceForChallenger) - log(backward.evidenceForChampion)) < 1e-9)
    let (left, right) = (forward.interval(alpha: 0.05), backward.interval(alpha: 0.05))
    #expect(abs(left.lowerBound + right.upperBound) < 1e-9 && abs(left.upperBound + right.lowerBound) < 1e-9, "seed \(seed)")
  }

  @Test("intervals shrink as outcomes come and grow as α falls") func width() {
    var random = SeededGenerator(seed: 3)
    var comparison = PairedComparison()
    #expect(comparison.interval(alpha: 0.05) == -1...1 && comparison.evidenceForChallenger == 1 && comparison.standing(alpha: 0.5) == .undecided)
    var widths: [Double] = []
    for step in 1...4000 {
      let (a, b) = Self.equal(&random)
      comparison.enter(champion: a, challenger: b)
      if [250, 1000, 4000].contains(step) {
        let interval = comparison.interval(alpha: 0.05)
        widths.append(interval.upperBound - interval.lowerBound)
      }
    }
    #expect(widths == widths.sorted(by: >))
    let (narrow, wide) = (comparison.interval(alpha: 0.2), comparison.interval(alpha: 0.001))
    #expect(wide.lowerBound < narrow.lowerBound && wide.upperBound > narrow.upperBound)
  }
}
