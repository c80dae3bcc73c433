public import Domain
public import Features
import Inference
import Ports
import Reconciliation
import Statistics
import Training

extension TickPipeline {
  public func housekeeping(_ counters: FeedCounters) {
    snapshot.frames = counters.frames
    snapshot.framesUnknown = counters.unknown
    snapshot.framesMalformed = counters.malformed
    snapshot.checksumMismatches = counters.checksumsBad
    snapshot.resyncs = counters.resyncs
    snapshot.reconnects = counters.reconnects
    if failure == nil { _ = takeModels() }
    publish()
  }

  /// Makes the snapshot whole and posts it: about ten times a second, and once at the end.
  public func publish() {
    snapshot.journalRecords = records.recordCount
    snapshot.journalPoints = records.pointCount
    snapshot.ticks = 0
    snapshot.predictions = 0
    snapshot.outcomes = roster.championOutcomes
    snapshot.outcomesHappened = roster.championHappened
    snapshot.modelSwaps = swaps
    snapshot.outcomesPending = 0
    snapshot.outcomesLate = 0
    snapshot.outcomesMissing = 0
    for lane in lanes {
      snapshot.ticks += lane.ticks
      snapshot.predictions += lane.predictions
      snapshot.outcomesPending += UInt64(lane.outcomes.pending)
      snapshot.outcomesLate += UInt64(lane.outcomes.late)
      snapshot.outcomesMissing += UInt64(lane.outcomes.missing + lane.outcomes.dropped)
    }
    snapshot.nextHorizon = lanes.compactMap(\.outcomes.nextHorizon).min()
    snapshot.brierScore = snapshot.outcomes > 0 ? roster.championSquaredErrorSum / Double(snapshot.outcomes) : nil
    snapshot.tickToPrediction = configuration.measuresQueueing ? Self.latency(queueing) : nil
    snapshot.service = Self.latency(service)
    snapshot.cpu = Self.latency(cpu)
    if verdictsChanged { snapshot.verdicts = lanes.flatMap(\.verdicts) }
    verdictsChanged = false
    snapshot.champion = modelScore(0)
    snapshot.challengers = models.challengers.indices.map { modelScore($0 + 1) }
    snapshot.markets = lanes.map(market)
    snapshot.account?.balances = ledger.balances
    let uploaded = board.snapshot.pointsUploaded
    snapshot.pointsUploaded = uploaded
    board.post(snapshot)
    if let latestStore { for lane in lanes { put(lane, into: latestStore) } }
  }

  /// The features of every market as they stand, to be resumed by a later run.
  public var featureSnapshots: [FeatureSnapshot] { lanes.map(\.features.snapshot) }

  private func market(_ lane: InstrumentLane) -> EngineSnapshot.Market {
    var market = EngineSnapshot.Market(symbol: lane.instrument.symbol)
    market.bid = lane.bestBid.map { lane.instrument.value($0.price) }
    market.ask = lane.bestAsk.map { lane.instrument.value($0.price) }
    market.last = lane.lastTrade.map { lane.instrument.value($0) }
    market.probability = lane.latest.map { Double($0.probability) }
    market.ticks = lane.ticks
    market.predictions = lane.predictions
    market.time = lane.latestTime
    market.features = lane.features.freshness().enumerated().map { index, freshness in
      EngineSnapshot.Feature(
        name: freshness.column, value: lane.vector.present.contains(index) ? lane.vector.values[index] : nil, observed: freshness.observed,
        isStale: freshness.isStale)
    }
    market.staleValues = lane.features.staleValues
    return market
  }

  private func put(_ lane: InstrumentLane, into store: any LatestStore) {
    guard lane.ticks > 0 else { return }
    store.put(features: lane.vector, schema: configuration.features.schema, symbol: lane.instrument.symbol)
    if let prediction = lane.latest, let model = lane.latestModel {
      store.put(prediction: prediction, model: model, symbol: lane.instrument.symbol)
    }
  }

  static func latency(_ histogram: LatencyHistogram) -> EngineSnapshot.Latency {
    guard histogram.count > 0 else { return EngineSnapshot.Latency() }
    func seconds(_ quantile: Double) -> Double? { histogram.quantile(quantile).map { $0 / 1e9 } }
    return EngineSnapshot.Latency(
      p50: seconds(0.5), p99: seconds(0.99), p999: seconds(0.999), max: Double(histogram.maximum) / 1e9)
  }
}
