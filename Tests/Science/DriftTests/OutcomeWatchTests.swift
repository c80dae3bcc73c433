import Domain
import TestSupport
import Testing

@testable import Drift

@Suite("The watch over outcomes")
struct OutcomeWatchTests {
  private static let block: Int64 = 60_000_000_000

  /// Feeds one value a second; verdicts as they come.
  private func run(_ quantity: OutcomeWatch.Quantity, alpha: Double, seconds: Int, seed: UInt64, value: (Int, inout SeededGenerator) -> Double)
    -> [DriftVerdict]
  {
    var watch = OutcomeWatch(quantity: quantity, alpha: alpha)
    var generator = SeededGenerator(seed: seed)
    return (0..<seconds).compactMap { second in
      watch.observe(value(second, &generator), at: Timestamp(seconds: Int64(second)), block: Self.block, symbol: "X")
    }
  }

  @Test("gives one verdict a block of event time")
  func blocks() {
    let verdicts = run(.error, alpha: 0.05, seconds: 60 * 50 + 1, seed: 1) { _, generator in generator.unit() * 0.2 }
    #expect(verdicts.count == 50)
    #expect(verdicts.allSatisfy { $0.kind == .performance && $0.test == "adwin" && !$0.guarantee.isEmpty })
  }

  @Test("finds errors that grow; calls errors that shrink no drift")
  func direction() {
    for seed in 1...3 as ClosedRange<UInt64> {
      let worse = run(.error, alpha: 0.05, seconds: 60 * 260, seed: seed) { second, generator in
        (second < 6000 ? 0.1 : 0.5) + 0.1 * generator.unit()
      }
      #expect(worse.contains { $0.drifted && $0.raisesAlarm && $0.severity == .critical }, "seed \(seed)")
      #expect(worse.filter(\.drifted).allSatisfy { $0.time > Timestamp(seconds: 6000) }, "seed \(seed)")
      let better = run(.error, alpha: 0.05, seconds: 60 * 260, seed: seed) { second, generator in
        (second < 6000 ? 0.5 : 0.1) + 0.1 * generator.unit()
      }
      #expect(!better.contains(where: \.drifted) && better.contains { $0.reason.contains("improvement") }, "seed \(seed)")
      let prediction = run(.prediction, alpha: 0.05, seconds: 60 * 260, seed: seed) { second, generator in
        (second < 6000 ? 0.5 : 0.1) + 0.1 * generator.unit()
      }
      #expect(prediction.contains { $0.drifted && $0.kind == .prediction }, "seed \(seed)")
    }
  }

  @Test("keeps its error rate over the whole run")
  func errorRate() {
    let runs = 60
    let falseRuns = (1...UInt64(runs)).count { seed in
      run(.error, alpha: 0.2, seconds: 60 * 120, seed: seed) { _, generator in generator.unit() < 0.3 ? 1 : 0 }.contains(where: \.drifted)
    }
    // Binomial(60, 0.2) exceeds 23 with probability 0.0003.
    #expect(falseRuns <= 23, "\(falseRuns) of \(runs)")
  }

  @Test("ignores what is no number")
  func notANumber() {
    let verdicts = run(.error, alpha: 0.05, seconds: 600, seed: 1) { second, _ in second.isMultiple(of: 2) ? .nan : 0.25 }
    #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0.statistic.isFinite })
  }
}
