import Foundation
import TestSupport
import Testing
import Training

@Suite("Binary metrics") struct BinaryMetricsTests {
  @Test("equals the definitions over all pairs and rows", arguments: 1...10)
  func twin(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = 2 + Int(random.next() % 120)
    // Few distinct values make ties, the ends make the logarithm clip.
    let probabilities = (0..<count).map { _ in [0, 1, 0.5, random.unit(), 0.25][Int(random.next() % 5)] }
    var happened = probabilities.map { random.unit() < 0.2 + 0.6 * $0 }
    happened[0] = true
    happened[1] = false
    let metrics = BinaryMetrics(probabilities: probabilities.span, happened: happened.span)
    var wins = 0.0
    var pairs = 0.0
    for a in 0..<count where happened[a] {
      for b in 0..<count where !happened[b] {
        pairs += 1
        wins += probabilities[a] > probabilities[b] ? 1 : probabilities[a] == probabilities[b] ? 0.5 : 0
      }
    }
    #expect(abs(try #require(metrics.auc) - wins / pairs) < 1e-12, "seed \(seed)")
    let clipped = probabilities.map { min(max($0, 1e-15), 1 - 1e-15) }
    let loss = zip(clipped, happened).map { $1 ? -log($0) : -log1p(-$0) }.reduce(0, +) / Double(count)
    #expect(abs(try #require(metrics.logLoss) - loss) < 1e-12 * max(1, loss), "seed \(seed)")
    let brier = zip(probabilities, happened).map { pow($0 - ($1 ? 1 : 0), 2) }.reduce(0, +) / Double(count)
    #expect(abs(try #require(metrics.brier) - brier) < 1e-14, "seed \(seed)")
    let rate = Double(happened.filter { $0 }.count) / Double(count)
    #expect(metrics.baseRate == rate && metrics.count == count)
    #expect(abs(try #require(metrics.brierSkill) - (1 - brier / (rate * (1 - rate)))) < 1e-12, "seed \(seed)")
  }

  @Test("a perfect model, a reversed one and one that knows nothing") func ends() {
    let happened = [false, true, true, false]
    let perfect = BinaryMetrics(probabilities: [0, 1, 1, 0].span, happened: happened.span)
    #expect(perfect.auc == 1 && perfect.brier == 0 && perfect.brierSkill == 1)
    #expect(perfect.logLoss ?? 1 < 1e-14)
    #expect(BinaryMetrics(probabilities: [1, 0, 0, 1].span, happened: happened.span).auc == 0)
    let rate = BinaryMetrics(probabilities: [0.5, 0.5, 0.5, 0.5].span, happened: happened.span)
    #expect(rate.auc == 0.5 && rate.brierSkill == 0)
  }

  @Test("has no answer where there is none") func undefined() {
    let none = BinaryMetrics(probabilities: [Double]().span, happened: [Bool]().span)
    #expect(none.auc == nil && none.logLoss == nil && none.brier == nil && none.baseRate == nil && none.brierSkill == nil)
    let oneKind = BinaryMetrics(probabilities: [0.2, 0.3].span, happened: [true, true].span)
    #expect(oneKind.auc == nil && oneKind.brierSkill == nil && oneKind.brier != nil)
  }
}
