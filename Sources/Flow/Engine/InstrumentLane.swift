import Domain
import Drift
import Features
import Training

/// All that the engine keeps of one instrument, confined to the feed's thread.
final class InstrumentLane {
  let id: InstrumentID
  let instrument: Instrument
  var ordinals = OrdinalClock()
  var features: FeatureState
  var vector: FeatureVector
  var outcomes: OutcomeJoin
  var drift: LiveDriftMonitor
  var strategy: PaperStrategy?

  /// Event time at which the next feature row becomes a point.
  var nextFeaturePoint = Timestamp(nanoseconds: .min)
  var bestBid: BookLevel?
  var bestAsk: BookLevel?
  var lastTrade: Price?
  var latest: Prediction?
  var latestTime: Timestamp?
  var ticks: UInt64 = 0
  var predictions: UInt64 = 0

  init(id: InstrumentID, instrument: Instrument, configuration: EngineConfiguration) {
    self.id = id
    self.instrument = instrument
    features = FeatureState(set: configuration.features, instrument: instrument, id: id)
    vector = FeatureVector(instrument: id, time: Timestamp(nanoseconds: 0), schema: configuration.features.schema)
    outcomes = OutcomeJoin(label: configuration.label, capacity: configuration.pendingOutcomes)
    drift = LiveDriftMonitor(configuration: configuration.drift, schema: configuration.features.schema, symbol: instrument.symbol)
    strategy = configuration.strategy.map { PaperStrategy(configuration: $0, instrument: instrument, id: id) }
  }
}
