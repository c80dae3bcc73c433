import Domain
import Features
import Foundation
import Inference
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// Counts lives and where they end: a stand-in for a model's memory.
private final class Weight: Sendable {
  static let born = Atomic<Int>(0)
  static let gone = Atomic<Int>(0)
  static let goneOnFeed = Atomic<Int>(0)
  static let feed = Atomic<UInt>(0)

  static func reset() {
    born.store(0, ordering: .relaxed)
    gone.store(0, ordering: .relaxed)
    goneOnFeed.store(0, ordering: .relaxed)
  }

  init() { Self.born.add(1, ordering: .relaxed) }
  deinit {
    Self.gone.add(1, ordering: .relaxed)
    if UInt(pthread_self()) == Self.feed.load(ordering: .relaxed) { Self.goneOnFeed.add(1, ordering: .relaxed) }
  }
}

private let pairs = 16
/// Short, as are the steps of event time: however many ticks a fast machine feeds meanwhile, no window of the drift monitor ends.
private let horizon: Int64 = 5_000_000

@Suite("Hot swap under load", .serialized) struct HotSwapLoadTests {

  /// Set k: champion 2k, challenger 2k + 1; a new set with a weight of its own each time.
  fileprivate static func set(_ pair: Int, _ models: [PredictionModel]) throws -> ModelSet {
    let weight = Weight()
    let carrying = ServingModel(model: models[2 * pair], label: EngineBench.label(horizon)) { withExtendedLifetime(weight) {} }
    return try ModelSet(champion: carrying, challengers: [HotSwapTests.serving(models[2 * pair + 1], label: EngineBench.label(horizon))])
  }

  /// What two threads share; the pipeline belongs to the one that feeds.
  private final class Shared: Sendable {
    let publisher: ModelPublisher
    let models: [PredictionModel]
    let isDone = Atomic<Bool>(false)
    let mostHeld = Atomic<Int>(0)
    let faults = Atomic<Int>(0)
    let ended = DispatchSemaphore(value: 0)
    init(_ publisher: ModelPublisher, _ models: [PredictionModel]) {
      self.publisher = publisher
      self.models = models
    }

    /// Publishes sets as fast as it can until told to stop.
    func publish() {
      var pair = 0
      while !isDone.load(ordering: .relaxed) {
        pair = (pair + 1) % pairs
        do { try publisher.publish(HotSwapLoadTests.set(pair, models)) } catch { faults.add(1, ordering: .relaxed) }
        if publisher.held > mostHeld.load(ordering: .relaxed) { mostHeld.store(publisher.held, ordering: .relaxed) }
        sched_yield()
      }
      publisher.reclaim()
      ended.signal()
    }
  }

  /// Feeds ticks, a hundred of event time a millisecond, until `swaps` sets were taken while another thread publishes; answers with the ticks fed.
  private static func load(_ bench: EngineBench, _ models: [PredictionModel], swaps: UInt64, from: Int64, feeding: (() -> Void) -> Void) -> (ticks: Int, Shared) {
    let shared = Shared(bench.publisher, models)
    Weight.feed.store(UInt(pthread_self()), ordering: .relaxed)
    Thread { shared.publish() }.start()
    var ticks = 0
    let goal = bench.pipeline.swaps + swaps
    feeding {
      while bench.pipeline.swaps < goal, bench.pipeline.failure == nil {
        let shift = Int64(ticks % 7)
        bench.pipeline.book(EngineBench.top(from + Int64(ticks) * 10, bid: 639_990 + shift, ask: 640_010 + shift), readReturned: 0)
        ticks += 1
      }
    }
    shared.isDone.store(true, ordering: .relaxed)
    shared.ended.wait()
    return (ticks, shared)
  }

  @Test("1,000 swaps while ticks flow: no tick missed, no tick mixed, every prediction its model's, nothing freed on the feed's thread") func swaps() throws {
    let models = try (0..<2 * pairs).map { try HotSwapTests.version($0) }
    Weight.reset()
    do {
      let bench = try EngineBench(horizon: horizon, champion: models[0], challengers: [models[1]])
      let (ticks, shared) = Self.load(bench, models, swaps: 1000, from: 0) { $0() }
      bench.pipeline.publish()
      let snapshot = bench.board.snapshot
      #expect(snapshot.modelSwaps == 1000 && snapshot.failure == nil && shared.faults.load(ordering: .relaxed) == 0)
      #expect(snapshot.ticks == UInt64(ticks) && snapshot.predictions == UInt64(ticks), "no tick was missed")
      let numbers = Dictionary(uniqueKeysWithValues: bench.records.statements.map { ($0.index, Int($0.version.version.prefix { $0 != "." }) ?? -1) })
      let rows = Dictionary(uniqueKeysWithValues: bench.records.features.map { ($0.time, $0.bits.map { Double(bitPattern: $0) }) })
      let predictions = bench.records.predictions
      #expect(predictions.count == 2 * ticks && numbers.count <= 2 * pairs)
      var changes = 0
      var wrong = 0
      for tick in 0..<ticks {
        let (first, second) = (predictions[2 * tick], predictions[2 * tick + 1])
        let (champion, challenger) = (try #require(numbers[first.model]), try #require(numbers[second.model]))
        let row = try #require(rows[first.time])
        if first.time != second.time || champion % 2 != 0 || challenger != champion + 1 { wrong += 1 }
        if first.margin != Float(models[champion].scorer.score(row.span).margin) { wrong += 1 }
        if second.margin != Float(models[challenger].scorer.score(row.span).margin) { wrong += 1 }
        if tick > 0, predictions[2 * tick - 2].model != first.model { changes += 1 }
      }
      #expect(wrong == 0, "a tick's predictions are those of one set")
      #expect(changes > 500, "the sets did change")
      #expect(shared.mostHeld.load(ordering: .relaxed) <= 3 && bench.publisher.held <= 2)
      let alive = Weight.born.load(ordering: .relaxed) - Weight.gone.load(ordering: .relaxed)
      #expect(alive <= 2, "\(alive) sets are alive: one serves, one may wait")
      #expect(Weight.goneOnFeed.load(ordering: .relaxed) == 0)
    }
    #expect(Weight.born.load(ordering: .relaxed) == Weight.gone.load(ordering: .relaxed))
  }

  @Test("1,000 swaps take nothing from the heap on the feed's thread") func allocations() throws {
    let models = try (0..<2 * pairs).map { try HotSwapTests.version($0, of: EngineBench.windowless) }
    let bench = try EngineBench(horizon: horizon, features: EngineBench.windowless, champion: models[0], challengers: [models[1]])
    bench.records.keeps = false
    // Every version stated once, the rings grown: what a run reaches in its first minutes.
    for pair in 0..<pairs {
      try bench.publisher.publish(Self.set(pair, models))
      bench.run(seed: UInt64(pair), ticks: 2000, from: Int64(pair) * 50_000, spacing: 20)
    }
    var made: Int?
    let (ticks, _) = Self.load(bench, models, swaps: 1000, from: 1_000_000) { work in made = AllocationCounter.count(work) }
    #if DEBUG
      print("skipped: code that is not optimised allocates, here \(String(describing: made)) blocks in \(ticks) ticks")
    #else
      #expect(made == 0, "\(ticks) ticks and 1,000 swaps took \(String(describing: made)) blocks from the heap")
    #endif
  }

  @Test("10,000 ticks of a champion and a challenger allocate nothing") func steady() throws {
    let bench = try EngineBench(
      strategy: PaperStrategy.Parameters(threshold: 2, notional: 10, holdNanoseconds: 1), features: EngineBench.windowless,
      champion: HotSwapTests.version(1, of: EngineBench.windowless), challengers: [HotSwapTests.version(2, of: EngineBench.windowless)])
    bench.records.keeps = false
    bench.run(seed: 2, ticks: 20_000, spacing: 400)
    let from: Int64 = 10_000_000
    let made = AllocationCounter.count {
      for step in 0..<10_000 {
        let time = from + Int64(step) * 400
        if step % 3 == 0 {
          bench.pipeline.trade(EngineBench.trade(time), readReturned: 0)
        } else {
          bench.pipeline.book(EngineBench.top(time, bid: 639_990 + Int64(step % 7), ask: 640_010 + Int64(step % 7)), readReturned: 0)
        }
      }
    }
    #if DEBUG
      print("skipped: code that is not optimised allocates, here \(String(describing: made)) blocks")
    #else
      #expect(made == 0, "10,000 ticks took \(String(describing: made)) blocks from the heap")
    #endif
    #expect(bench.pipeline.roster.entries[1].outcomes > 10_000, "outcomes of the challenger were resolved on the way")
  }
}
