import Domain
import Drift
import Features
import Inference
import Synchronization
import TestSupport
import Testing

@testable import Engine

@Suite("Tick pipeline") struct TickPipelineTests {
  @Test("appends each record before the stage behind it: model, instrument, then tick, features, prediction") func order() throws {
    let bench = try EngineBench()
    bench.pipeline.book(EngineBench.top(10), readReturned: 0)
    bench.pipeline.trade(EngineBench.trade(20), readReturned: 0)
    #expect(bench.records.records.map(\.kind) == ["model", "instrument", "book", "features", "prediction", "trade", "features", "prediction"])
    let prediction = try #require(bench.records.predictions.first)
    #expect(prediction.doubledMid == 1_280_000 && prediction.schemaHash == FeatureSet.compact.schema.hash)
    #expect(prediction.time == Timestamp(nanoseconds: EngineBench.start + 10_000))
  }

  @Test("stops at the record the journal refuses, whichever it is, and acts on nothing after it", arguments: 1...12)
  func refusal(room: Int) throws {
    let strategy = PaperStrategy.Parameters(threshold: 0, notional: 10, holdNanoseconds: 1)
    let whole = try EngineBench(strategy: strategy)
    whole.run(seed: 3, ticks: 40)
    if room == 1 {
      #expect(throws: Diagnostic.self) { try EngineBench(room: 0) }
      return
    }
    let bench = try EngineBench(strategy: strategy, room: room)
    bench.run(seed: 3, ticks: 40)
    bench.pipeline.publish()
    #expect(bench.records.records == Array(whole.records.records.prefix(room)), "what was recorded is the beginning of what would have been")
    #expect(bench.failureList == [MemoryRecords.full] && bench.pipeline.failure == MemoryRecords.full)
    #expect(bench.board.snapshot.failure == "the disk is full")
    #expect(bench.gateway.orders == bench.records.orders, "no order left without its record")
  }

  @Test("what comes behind an instrument that the journal refused ends nothing") func refusedInstrument() throws {
    let bench = try EngineBench(room: 1)
    #expect(bench.pipeline.failure == MemoryRecords.full)
    bench.pipeline.instrument(Instrument(symbol: "ETH/USD", base: "ETH", quote: "USD", priceDecimals: 2, quantityDecimals: 8), id: InstrumentID(1))
    bench.pipeline.book(EngineBench.top(1), readReturned: 0)
    bench.pipeline.bookInvalidated(InstrumentID(0))
    bench.pipeline.connectionChanged(false)
    #expect(bench.records.recordCount == 1 && bench.failureList.count == 1)
  }

  @Test("an order leaves after its record") func orderAfterRecord() throws {
    let bench = try EngineBench(strategy: PaperStrategy.Parameters(threshold: 0, notional: 10, holdNanoseconds: 1))
    var recorded: [Bool] = []
    bench.gateway.onSubmit = { order in recorded.append(bench.records.orders.last == order) }
    bench.run(seed: 3, ticks: 5)
    #expect(recorded == [true] && bench.gateway.orders.count == 1)
  }

  @Test("the same calls give the same records, bit for bit", arguments: 1...3)
  func deterministic(seed: UInt64) throws {
    let left = try EngineBench()
    let right = try EngineBench()
    left.run(seed: seed, ticks: 400)
    right.run(seed: seed, ticks: 400)
    #expect(left.records.records == right.records.records, "seed \(seed)")
    #expect(left.records.predictions.count > 350)
  }

  @Test("predictions are the model's answer to the recorded features", arguments: 1...3)
  func predictions(seed: UInt64) throws {
    let bench = try EngineBench()
    bench.run(seed: seed, ticks: 300)
    let model = try EngineBench.model()
    let rows = bench.records.features
    for row in rows {
      for (column, bits) in row.bits.enumerated() { #expect(Double(bitPattern: bits).isNaN == (row.mask >> UInt128(column) & 1 == 0), "seed \(seed)") }
    }
    for prediction in bench.records.predictions {
      let row = try #require(rows.first { $0.time == prediction.time }, "seed \(seed): a prediction without its features")
      let values = row.bits.map { Double(bitPattern: $0) }
      let score = model.scorer.score(values.span)
      #expect(
        prediction.margin.bitPattern == Float(score.margin).bitPattern && prediction.probability.bitPattern == Float(score.value).bitPattern,
        "seed \(seed)")
    }
  }

  @Test("without a mid there are features but no prediction") func noMid() throws {
    let bench = try EngineBench()
    bench.pipeline.book(EngineBench.top(1), readReturned: 0)
    bench.pipeline.book(EngineBench.top(2, bid: 640_020, ask: 640_010), readReturned: 0)  // crossed
    bench.pipeline.bookInvalidated(InstrumentID(0))
    bench.pipeline.trade(EngineBench.trade(3), readReturned: 0)
    bench.pipeline.book(EngineBench.top(4), readReturned: 0)
    #expect(
      bench.records.records.dropFirst(2).map(\.kind)
        == ["book", "features", "prediction", "book", "features", "trade", "features", "book", "features", "prediction"])
    bench.pipeline.publish()
    let market = try #require(bench.board.snapshot.markets.first)
    #expect(market.ticks == 4 && market.predictions == 2 && bench.board.snapshot.ticks == 4 && bench.board.snapshot.predictions == 2)
  }

  @Test("gives every event of a microsecond a time of its own, and stops when they are used up") func uniqueTimes() throws {
    let bench = try EngineBench()
    for _ in 0..<1001 { bench.pipeline.trade(EngineBench.trade(7), readReturned: 0) }
    let times = bench.records.records.compactMap { if case .trade(_, let time) = $0 { time.nanoseconds - EngineBench.start } else { nil } }
    #expect(times == (0..<1000).map { 7000 + Int64($0) })
    #expect(bench.pipeline.failure?.code == "engine.microsecond_full" && bench.failureList.count == 1)
  }

  @Test("a feature row becomes a point once a second of event time") func pointSpacing() throws {
    let bench = try EngineBench()
    for step in 0..<50 { bench.pipeline.trade(EngineBench.trade(Int64(step) * 100_000), readReturned: 0) }
    let points = bench.records.features.filter(\.isPoint).map { $0.time.nanoseconds - EngineBench.start }
    #expect(points == [0, 1, 2, 3, 4].map { $0 * 1_000_000_000 })
  }

  @Test("joins outcomes by event time, and each prediction is an outcome, missing or pending", arguments: 1...4)
  func outcomes(seed: UInt64) throws {
    let bench = try EngineBench(horizon: 500_000_000)
    bench.run(seed: seed, ticks: 600)
    bench.pipeline.publish()
    let snapshot = bench.board.snapshot
    let predictions = bench.records.predictions
    #expect(snapshot.outcomes + snapshot.outcomesMissing + snapshot.outcomesPending == snapshot.predictions)
    #expect(bench.records.outcomes.count == Int(snapshot.outcomes) && snapshot.outcomes > 300)
    var squares = 0.0
    for outcome in bench.records.outcomes {
      let from = outcome.prediction.time.nanoseconds
      let later = predictions.filter { $0.time.nanoseconds > from && $0.time.nanoseconds <= from + 500_000_000 }
      let highest = try #require(later.map(\.doubledMid).max(), "seed \(seed): an outcome of nothing")
      #expect(outcome.happened == (Int128(highest) * 10_000 >= Int128(outcome.prediction.doubledMid) * 10_001), "seed \(seed)")
      squares += outcome.squaredError
    }
    #expect(abs((snapshot.brierScore ?? -1) - squares / Double(snapshot.outcomes)) < 1e-12)
    #expect(snapshot.outcomesHappened == UInt64(bench.records.outcomes.filter(\.happened).count))
    let oldest = predictions[predictions.count - Int(snapshot.outcomesPending)].time
    #expect(snapshot.nextHorizon == oldest.adding(nanoseconds: 500_000_000))
  }

  @Test("says so when the market changes, and counts an alarm once") func drift() throws {
    var drift = LiveDriftConfiguration()
    drift.spacing = 100_000_000
    drift.warmUp = 1_000_000_000
    drift.referenceCount = 200
    drift.currentCount = 100
    let bench = try EngineBench(drift: drift)
    bench.run(seed: 5, ticks: 2500, spacing: 40_000)
    bench.pipeline.publish()
    let quiet = bench.board.snapshot
    #expect(quiet.driftChecks > 0, "windows were tested")
    // The spread and the imbalance change for good.
    var random = SeededGenerator(seed: 1)
    for step in 0..<4000 {
      let mid = 640_000 + Int64(random.next() % 40)
      bench.pipeline.book(
        EngineBench.top(60_000_000 + Int64(step) * 20_000, bid: mid - 400, ask: mid + 400, bidSize: 900 + Int64(random.next() % 50), askSize: 1 + Int64(random.next() % 50)),
        readReturned: 0)
    }
    bench.pipeline.publish()
    let changed = bench.board.snapshot
    #expect(changed.alarms.contains { $0.feature == "spread_bps" && $0.drifted }, "\(changed.alarms.map(\.feature))")
    #expect(Int(changed.driftAlarms) == bench.records.verdicts.filter(\.raisesAlarm).count)
    #expect(changed.driftAlarms < UInt64(bench.records.verdicts.filter(\.drifted).count), "an alarm that stands is not counted again")
    #expect(changed.alarms.count <= 50 && Int(changed.driftChecks) == bench.records.verdicts.count)
    #expect(Set(changed.verdicts.map { "\($0.feature) \($0.test)" }).count == changed.verdicts.count, "the latest verdict of each feature and test")
  }

  @Test("measures service, queueing and thread time from the door to the recorded prediction") func latency() throws {
    let bench = try EngineBench()
    bench.pipeline.book(EngineBench.top(1), readReturned: 1000)
    bench.pipeline.publish()
    let snapshot = bench.board.snapshot
    // The clock moves 1 µs a reading: at the door 2,000, at the end 3,000; the thread's 300 ns.
    func near(_ value: Double?, _ expected: Double) -> Bool { abs((value ?? 0) / expected - 1) < 0.02 }
    #expect(near(snapshot.service.p50, 1e-6) && near(snapshot.cpu.p50, 3e-7) && near(snapshot.tickToPrediction?.p50, 2e-6))
  }

  @Test("features saved for a market with other decimals start anew, and that is said") func refusedResume() throws {
    let was = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 2, quantityDecimals: 8)
    let saved = try FeatureProgram(set: .compact, instrument: was, id: InstrumentID(0)).snapshot
    let (bench, anew) = (try EngineBench(saved: ["BTC/USD": saved]), try EngineBench())
    bench.run(seed: 3, ticks: 40)
    anew.run(seed: 3, ticks: 40)
    #expect(bench.pipeline.failure == nil && bench.records.records == anew.records.records && anew.records.predictions.count > 30)
    #expect(bench.alerts.codes.withLock { $0 } == ["features.snapshot"] && anew.alerts.codes.withLock { $0.isEmpty })
  }

  @Test("a tick in steady state allocates nothing") func allocations() throws {
    let bench = try EngineBench(horizon: 1_000_000_000)
    bench.records.keeps = false
    // A minute and a half of event time, ticks as dense as below and denser: the longest window of the features is full.
    bench.run(seed: 2, ticks: 36_000, spacing: 5_000)
    let from = Int64(180_000_000)
    var tops: [BookTop] = []
    var trades: [Trade] = []
    for step in 0..<1000 {
      tops.append(EngineBench.top(from + Int64(step) * 10_000, bid: 639_990 + Int64(step % 7), ask: 640_010 + Int64(step % 7)))
      trades.append(EngineBench.trade(from + Int64(step) * 10_000 + 5000))
    }
    func feed(_ range: Range<Int>) {
      for index in range {
        bench.pipeline.book(tops[index], readReturned: 0)
        bench.pipeline.trade(trades[index], readReturned: 0)
      }
    }
    feed(0..<500)
    let made = AllocationCounter.count { feed(500..<1000) }
    #if DEBUG
      print("skipped: code that is not optimised allocates, here \(String(describing: made)) blocks")
    #else
      #expect(made == 0, "1,000 ticks took \(String(describing: made)) blocks from the heap")
    #endif
  }
}
