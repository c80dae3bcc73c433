import Domain
import Drift
import Features
import Inference
import Ports
import TestSupport
import Training

@testable import Engine

/// A pipeline with everything around it replaced by what remembers.
final class EngineBench {
  static let instrument = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)
  static let start: Int64 = 1_767_225_600_000_000_000

  let records = MemoryRecords()
  let clock = ManualClock()
  let gateway = RecordingGateway()
  let books = RecordingBooks()
  let alerts = RecordingAlerts()
  let board: SnapshotBoard
  let publisher: ModelPublisher
  let pipeline: TickPipeline<MemoryRecords, ManualClock>
  private(set) var failures: [Diagnostic] = []

  /// A forest over the compact set: splits on spread, imbalance and returns, so that its margin moves with the market.
  ///
  /// - Parameter shift: added to every leaf, so that two models never answer alike.
  static func model(schema: FeatureSchema = FeatureSet.compact.schema, version: String = "1.0.0", shift: Float = 0) throws -> PredictionModel {
    func split(_ feature: Int32, _ threshold: Float, _ low: Float, _ high: Float, missingLeft: Bool) throws -> ForestTree {
      try ForestTree(
        group: 0,
        nodes: [ForestNode(left: 1, right: 2, feature: feature, value: threshold, defaultLeft: missingLeft), .leaf(low + shift), .leaf(high + shift)],
        featureCount: schema.columns.count, depthLimit: 4)
    }
    guard let objective = ForestObjective(xgboost: "binary:logistic") else { preconditionFailure("the reader's own objective") }
    let trees = try [split(0, 0, -0.4, 0.5, missingLeft: true), split(6, 0.1, -0.3, 0.6, missingLeft: false), split(5, 0.5, 0.2, -0.1, missingLeft: true)]
    let forest = try ForestModel(source: "test", objective: objective, baseMargins: [0], featureNames: schema.columns, trees: trees)
    return try PredictionModel(forest: CompiledForest(forest), version: ModelVersion(name: "test", version: version), schema: schema)
  }

  /// Features whose state has one size from the first tick on: for tests that count blocks from the heap without feeding a full window first.
  static let windowless: FeatureSet = {
    func definition(_ key: String, _ calculator: String, _ input: FeatureInput, _ parameters: [String: CalculatorParameters.Value], _ outputs: [String]) -> FeatureDefinition {
      FeatureDefinition(
        key: key, calculator: calculator, input: input, parameters: parameters, outputs: outputs.map { .init(name: $0, column: "\(key)_\($0)") })
    }
    do {
      return try FeatureSet(
        name: "windowless", version: 1,
        definitions: [
          definition("mean", "ewma_time", .mid, ["half_life_ns": .integer(10_000_000_000)], ["mean"]),
          definition("spread", "book_spread", .book, [:], ["absolute", "percent", "bps"]),
          definition("depth", "depth_imbalance", .book, ["levels": .integer(1)], ["bid_depth", "ask_depth", "imbalance"]),
          definition("microprice", "microprice", .book, [:], ["microprice", "offset"]),
          definition("intensity", "trade_intensity", .trades, ["tau_ns": .integer(10_000_000_000)], ["count", "volume"]),
        ])
    } catch {
      preconditionFailure("the set is sound: \(error)")
    }
  }()

  static func label(_ horizon: Int64 = 2_000_000_000) -> LabelDefinition {
    LabelDefinition(kind: .touch, horizonNanoseconds: horizon, threshold: ExactRatio(numerator: 1, denominator: 10_000))
  }

  init(
    horizon: Int64 = 2_000_000_000, strategy: PaperStrategy.Parameters? = nil, drift: LiveDriftConfiguration = LiveDriftConfiguration(),
    entries: [LedgerEntry] = [], period: Int64 = 3_600_000_000_000, room: Int = .max, pending: Int = 1 << 16,
    signals: SignalRules = SignalRules(), saved: [String: FeatureSnapshot] = [:], latest: (any LatestStore)? = nil, features: FeatureSet = .compact, champion: PredictionModel? = nil, challengers: [PredictionModel] = []
  ) throws {
    let configuration = EngineConfiguration(
      source: "test", features: features, featureSnapshots: saved, model: try champion ?? Self.model(schema: features.schema), challengers: challengers, label: Self.label(horizon), drift: drift,
      signals: signals, strategy: strategy, account: "paper", featurePointSpacing: 1_000_000_000, reconciliationPeriod: period, pendingOutcomes: pending,
      measuresQueueing: true, orderPrefix: "t")
    board = SnapshotBoard(EngineSnapshot(startedAt: Timestamp(nanoseconds: Self.start), source: ""))
    records.room = room
    publisher = ModelPublisher(schema: features.schema, label: Self.label(horizon))
    let failed = Failures()
    pipeline = try TickPipeline(
      configuration: configuration, records: records, clock: clock, ledgerEntries: entries, gateway: gateway, bookkeeping: books, latestStore: latest,
      board: board, alerts: alerts, models: publisher, onFailure: { failed.list.append($0) })
    self.failed = failed
    pipeline.instrument(Self.instrument, id: InstrumentID(0))
  }

  private final class Failures { var list: [Diagnostic] = [] }
  private let failed: Failures
  var failureList: [Diagnostic] { failed.list }

  static func top(_ microseconds: Int64, bid: Int64 = 639_990, ask: Int64 = 640_010, bidSize: Int64 = 500, askSize: Int64 = 500) -> BookTop {
    var top = BookTop(instrument: InstrumentID(0), time: Timestamp(nanoseconds: start + microseconds * 1000))
    for level in 0..<5 {
      top.appendBid(BookLevel(price: Price(units: bid - Int64(level)), quantity: Quantity(units: bidSize)))
      top.appendAsk(BookLevel(price: Price(units: ask + Int64(level)), quantity: Quantity(units: askSize)))
    }
    return top
  }

  static func trade(_ microseconds: Int64, price: Int64 = 640_000, side: Side = .buy) -> Trade {
    Trade(
      instrument: InstrumentID(0), time: Timestamp(nanoseconds: start + microseconds * 1000), id: 0, price: Price(units: price),
      quantity: Quantity(units: 1000), side: side)
  }

  /// A seeded walk of books and trades.
  func run(seed: UInt64, ticks: Int, from microseconds: Int64 = 0, spacing: UInt64 = 40_000, drift: Int64 = 0) {
    var random = SeededGenerator(seed: seed)
    var time = microseconds
    var mid: Int64 = 640_000
    for _ in 0..<ticks {
      time += Int64(random.next() % spacing)
      mid += Int64(random.next() % 21) - 10 + drift
      if random.next() % 3 == 0 {
        pipeline.trade(Self.trade(time, price: mid, side: random.next() % 2 == 0 ? .buy : .sell), readReturned: 0)
      } else {
        let half = 5 + Int64(random.next() % 10)
        pipeline.book(
          Self.top(time, bid: mid - half, ask: mid + half, bidSize: 1 + Int64(random.next() % 900), askSize: 1 + Int64(random.next() % 900)), readReturned: 0)
      }
    }
  }
}
