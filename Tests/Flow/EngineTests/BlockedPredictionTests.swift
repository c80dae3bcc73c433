import Domain
import Drift
import Features
import Inference
import Ports
import Synchronization
import TestSupport
import Testing

@testable import Engine

@Suite("Predictions held against the signal rules") struct BlockedPredictionTests {
  /// The latest prediction of each symbol, and how many were put.
  final class Store: LatestStore {
    let predictions = Mutex<[Prediction]>([])
    func put(features: FeatureVector, schema: FeatureSchema, symbol: String) {}
    func put(prediction: Prediction, model: ModelVersion, symbol: String) { predictions.withLock { $0.append(prediction) } }
    func latest(symbol: String) -> LatestValues? { nil }
    var symbols: [String] { [] }
  }

  /// A regression over the spread: `low` up to half a basis point, `high` above it.
  static func regression(low: Float, high: Float) throws -> PredictionModel {
    let schema = FeatureSet.compact.schema
    guard let objective = ForestObjective(xgboost: "reg:squarederror") else { preconditionFailure("the reader's own objective") }
    let tree = try ForestTree(
      group: 0, nodes: [ForestNode(left: 1, right: 2, feature: 5, value: 0.5, defaultLeft: true), .leaf(low), .leaf(high)],
      featureCount: schema.columns.count, depthLimit: 4)
    let forest = try ForestModel(source: "test", objective: objective, baseMargins: [0], featureNames: schema.columns, trees: [tree])
    return try PredictionModel(forest: CompiledForest(forest), version: ModelVersion(name: "regression", version: "1.0.0"), schema: schema)
  }

  static let narrow = (bid: Int64(639_990), ask: Int64(640_010))
  static let wide = (bid: Int64(639_900), ask: Int64(640_100))

  @Test("what is no probability is recorded and counted, but neither the strategy nor the latest values see it", arguments: [Float(-0.25), 1.25])
  func blocked(answer: Float) throws {
    let store = Store()
    let bench = try EngineBench(
      strategy: PaperStrategy.Parameters(threshold: 0, notional: 10, holdNanoseconds: 1_000_000), latest: store,
      champion: Self.regression(low: 0.75, high: answer))
    bench.pipeline.book(EngineBench.top(10, bid: Self.wide.bid, ask: Self.wide.ask), readReturned: 0)
    bench.pipeline.publish()
    let blocked = bench.board.snapshot
    #expect(bench.records.predictions.count == 1 && blocked.predictions == 1 && blocked.predictionsBlocked == 1 && blocked.outcomesPending == 1)
    #expect(bench.gateway.orders.isEmpty && store.predictions.withLock { $0.isEmpty } && blocked.markets[0].probability == nil)
    bench.pipeline.book(EngineBench.top(20, bid: Self.narrow.bid, ask: Self.narrow.ask), readReturned: 0)
    bench.pipeline.publish()
    let sound = bench.board.snapshot
    #expect(sound.predictions == 2 && sound.predictionsBlocked == 1 && sound.markets[0].probability == 0.75)
    #expect(bench.gateway.orders.count == 1 && store.predictions.withLock { $0.map(\.probability) } == [0.75])
    bench.pipeline.book(EngineBench.top(30, bid: Self.wide.bid, ask: Self.wide.ask), readReturned: 0)
    bench.pipeline.publish()
    #expect(bench.board.snapshot.predictionsBlocked == 2 && bench.board.snapshot.markets[0].probability == nil, "an older answer is not shown as the present one")
    #expect(store.predictions.withLock { $0.count } == 1 && bench.board.snapshot.failure == nil && bench.board.snapshot.predictionsDoubtful == 0)
  }

  @Test("0 and 1 are probabilities", arguments: [Float(0), 1]) func edges(answer: Float) throws {
    let bench = try EngineBench(champion: Self.regression(low: answer, high: answer))
    bench.run(seed: 1, ticks: 50)
    bench.pipeline.publish()
    #expect(bench.board.snapshot.predictionsBlocked == 0 && bench.board.snapshot.markets[0].probability == Double(answer))
  }

  @Test("a challenger's answer is not blocked: nobody acts on it") func challenger() throws {
    let bench = try EngineBench(champion: EngineBench.model(), challengers: [Self.regression(low: 2, high: 2)])
    bench.run(seed: 1, ticks: 50)
    bench.pipeline.publish()
    #expect(bench.board.snapshot.predictionsBlocked == 0 && bench.records.predictions.count == 2 * Int(bench.board.snapshot.predictions))
  }

  @Test("what is no probability finds its outcome, but drift's watch of numbers in 0…1 does not see it") func drift() throws {
    var drift = LiveDriftConfiguration()
    drift.outcomeBlock = 1_000_000_000
    func verdicts(_ answer: Float) throws -> (outcomes: Int, watched: Int) {
      let bench = try EngineBench(horizon: 500_000_000, drift: drift, champion: Self.regression(low: answer, high: answer))
      bench.run(seed: 4, ticks: 600)
      return (bench.records.outcomes.count, bench.records.verdicts.count { $0.test == "adwin" })
    }
    let (blocked, sound) = (try verdicts(3), try verdicts(0.5))
    #expect(blocked.outcomes == sound.outcomes && blocked.outcomes > 300)
    #expect(blocked.watched == 0 && sound.watched > 5)
  }

  @Test("an answer near certainty is doubted in a calm market, and acted on", arguments: [(Float(0.99), 1.0, true), (0.99, 1e-12, false), (0.9, 1.0, false), (0.01, 1.0, true)])
  func doubtful(answer: Float, calm: Double, isDoubted: Bool) throws {
    var parameters = SignalRules.Parameters()
    parameters.calmVolatility = calm
    let bench = try EngineBench(
      strategy: PaperStrategy.Parameters(threshold: 0, notional: 10, holdNanoseconds: 1_000_000_000_000), signals: SignalRules(parameters),
      champion: Self.regression(low: answer, high: answer))
    bench.run(seed: 2, ticks: 200)
    bench.pipeline.publish()
    let snapshot = bench.board.snapshot
    // Before the first return there is no volatility to be calm.
    #expect(isDoubted ? snapshot.predictionsDoubtful + 5 > snapshot.predictions : snapshot.predictionsDoubtful == 0, "\(snapshot.predictionsDoubtful) of \(snapshot.predictions)")
    #expect(bench.gateway.orders.count == 1 && snapshot.predictionsBlocked == 0)
  }

  @Test("volatility is the root of the variance a second, read where the set keeps it; a set without one has none") func volatility() throws {
    let column = try #require(FeatureSet.compact.schema.columns.firstIndex(of: "realised_variance_60s"))
    let market = try #require(MarketVolatility(.compact))
    var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: FeatureSet.compact.schema)
    #expect(market.read(vector) == nil)
    vector.set(column, 60 * 0.0625)
    #expect(market.read(vector) == 0.25)
    #expect(MarketVolatility(EngineBench.windowless) == nil)
  }
}
