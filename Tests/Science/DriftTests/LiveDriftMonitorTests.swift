import Domain
import Testing

@testable import Drift

@Suite("The live drift monitor")
struct LiveDriftMonitorTests {
  /// A short configuration: windows of a few minutes.
  static var configuration: LiveDriftConfiguration {
    var configuration = LiveDriftConfiguration()
    configuration.warmUp = 5_000_000_000
    configuration.referenceCount = 400
    configuration.currentCount = 200
    return configuration
  }

  private func run(seed: UInt64, seconds: Int, shiftFrom: Int = .max, shift: Double = 0, configuration: LiveDriftConfiguration = configuration)
    -> (LiveDriftMonitor, [DriftVerdict])
  {
    var monitor = LiveDriftMonitor(configuration: configuration, schema: MarketStream.schema, symbol: "BTC/USD")
    var stream = MarketStream(seed: seed)
    var verdicts: [DriftVerdict] = []
    for second in 0..<seconds { monitor.observe(stream.next(shift: second >= shiftFrom ? shift : 0), verdicts: &verdicts) }
    return (monitor, verdicts)
  }

  @Test("keeps its error rate on autocorrelated and heavy-tailed features")
  func errorRate() {
    var configuration = Self.configuration
    configuration.alpha = 0.25
    var falseRuns = 0
    let runs = 40
    for seed in 1...UInt64(runs) {
      if run(seed: seed, seconds: 2000, configuration: configuration).1.contains(where: \.drifted) { falseRuns += 1 }
    }
    // At most α a run expected; binomial(40, 0.25) exceeds 19 with probability 0.0006.
    #expect(falseRuns <= 19, "\(falseRuns) of \(runs) runs with a false alarm")
  }

  @Test("raises one alarm for a planted shift, on the feature that moved and within two windows")
  func plantedShift() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let (_, verdicts) = run(seed: seed, seconds: 2600, shiftFrom: 1200, shift: 1.5)
      let start = Timestamp(seconds: 1_700_000_000 + 1200)
      let drifted = verdicts.filter(\.drifted)
      let first = try #require(drifted.first, "seed \(seed)")
      #expect(first.feature == MarketStream.names[0] && first.kind == .data && first.raisesAlarm, "seed \(seed)")
      #expect(first.time > start && first.time.nanoseconds(since: start) <= 2 * 200 * 1_000_000_000 + 30_000_000_000, "seed \(seed)")
      #expect(first.severity > .low && !first.guarantee.isEmpty && first.reason.contains("KS D") || first.reason.contains("PSI"), "seed \(seed)")
      // News once a test and severity, not once a window.
      let news = verdicts.filter { $0.feature == MarketStream.names[0] && $0.test == "ks" && $0.raisesAlarm }
      #expect(news.count >= 1 && news.count <= 3 && news.count < drifted.count, "seed \(seed): \(news.count)")
    }
  }

  @Test("says the same of the same rows")
  func determinism() {
    let (_, first) = run(seed: 9, seconds: 1500, shiftFrom: 900, shift: 1)
    let (_, second) = run(seed: 9, seconds: 1500, shiftFrom: 900, shift: 1)
    #expect(first == second && !first.isEmpty)
  }

  @Test("spreads a window's work: never more than one feature's verdicts an observation")
  func spreadWork() {
    var monitor = LiveDriftMonitor(configuration: Self.configuration, schema: MarketStream.schema, symbol: "X")
    var stream = MarketStream(seed: 3)
    var verdicts: [DriftVerdict] = []
    for _ in 0..<1500 {
      let before = verdicts.count
      monitor.observe(stream.next(), verdicts: &verdicts)
      #expect(verdicts.count - before <= 2)
    }
    #expect(monitor.checks >= 4 && verdicts.count == Int(monitor.checks) * 2 * MarketStream.names.count)
  }

  @Test("keeps its memory: no buffer grows after the reference")
  func memory() {
    var monitor = LiveDriftMonitor(configuration: Self.configuration, schema: MarketStream.schema, symbol: "X")
    var stream = MarketStream(seed: 4)
    var verdicts: [DriftVerdict] = []
    for _ in 0..<1000 { monitor.observe(stream.next(), verdicts: &verdicts) }
    let capacities = [monitor.referenceRows, monitor.fillingRows, monitor.testedRows, monitor.series, monitor.sorted].map(\.capacity)
    for _ in 0..<4000 {
      verdicts.removeAll(keepingCapacity: true)
      monitor.observe(stream.next(), verdicts: &verdicts)
    }
    #expect([monitor.referenceRows, monitor.fillingRows, monitor.testedRows, monitor.series, monitor.sorted].map(\.capacity) == capacities)
  }

  @Test("samples by event time: rows between two samples change nothing")
  func sampling() {
    var (sparse, dense) = ([DriftVerdict](), [DriftVerdict]())
    var first = LiveDriftMonitor(configuration: Self.configuration, schema: MarketStream.schema, symbol: "X")
    var second = first
    var stream = MarketStream(seed: 5)
    for _ in 0..<1000 {
      let row = stream.next()
      first.observe(row, verdicts: &sparse)
      second.observe(row, verdicts: &dense)
      var between = row
      between.time = row.time.adding(nanoseconds: 300_000_000)
      between.set(0, 1e6)
      second.observe(between, verdicts: &dense)
    }
    #expect(sparse.map(\.statistic) == dense.map(\.statistic) && !sparse.isEmpty)
  }

  @Test("counts missing values and says why it did not test")
  func missing() {
    var monitor = LiveDriftMonitor(configuration: Self.configuration, schema: MarketStream.schema, symbol: "X")
    var stream = MarketStream(seed: 6)
    var verdicts: [DriftVerdict] = []
    for _ in 0..<1000 {
      var row = stream.next()
      row.values[2] = .nan
      monitor.observe(row, verdicts: &verdicts)
    }
    #expect(monitor.missingValues > 900)
    let silent = verdicts.filter { $0.feature == MarketStream.names[2] }
    #expect(!silent.isEmpty && silent.allSatisfy { !$0.drifted && $0.pValue == nil && $0.reason.hasPrefix("not tested") })
  }

  @Test("starts a new reference after a rebase, and the level already spent stays spent")
  func rebase() {
    var monitor = LiveDriftMonitor(configuration: Self.configuration, schema: MarketStream.schema, symbol: "X")
    var stream = MarketStream(seed: 7)
    var verdicts: [DriftVerdict] = []
    for _ in 0..<700 { monitor.observe(stream.next(), verdicts: &verdicts) }
    #expect(monitor.hasReference)
    let spent = monitor.spending.checks
    monitor.rebase()
    #expect(!monitor.hasReference && monitor.spending.checks == spent && spent > 0)
    verdicts.removeAll()
    // The shifted level is the new reference: it is no drift.
    for _ in 0..<1500 { monitor.observe(stream.next(shift: 3), verdicts: &verdicts) }
    #expect(!verdicts.isEmpty && !verdicts.contains(where: \.drifted))
  }
}
