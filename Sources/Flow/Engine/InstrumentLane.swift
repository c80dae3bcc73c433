import Domain
import Drift
import Features
import Training

/// All that the engine keeps of one instrument, confined to the feed's thread.
final class InstrumentLane {
  let id: InstrumentID
  let instrument: Instrument
  var ordinals = OrdinalClock()
  var features: FeatureProgram
  var vector: FeatureVector
  var outcomes: OutcomeJoin
  var shadows: ShadowJoin
  var drift: LiveDriftMonitor
  var strategy: PaperStrategy?

  /// Event time at which the next feature row becomes a point.
  var nextFeaturePoint = Timestamp(nanoseconds: .min)
  var bestBid: BookLevel?
  var bestAsk: BookLevel?
  var lastTrade: Price?
  /// The latest prediction; `nil` when that is blocked.
  var latest: Prediction?
  /// Who made it, and after how many swaps.
  var latestModel: ModelVersion?
  var latestSwaps: UInt64?
  var latestTime: Timestamp?
  /// The latest verdict of each feature and test, and where the next one probably belongs: they come in the same order check after check.
  private(set) var verdicts: [DriftVerdict] = []
  private var verdictPlace = 0
  var ticks: UInt64 = 0
  var predictions: UInt64 = 0

  /// Why features that were saved for this market were not resumed, if they were not.
  let resumeRefusal: Diagnostic?

  /// Saved features that do not fit this market or program any more are left, with the reason in ``resumeRefusal``: the features start anew.
  ///
  /// - Throws: what a calculator says of this market's decimals.
  init(id: InstrumentID, instrument: Instrument, configuration: EngineConfiguration) throws(Diagnostic) {
    self.id = id
    self.instrument = instrument
    var resumed: FeatureProgram?
    var refusal: Diagnostic?
    if let saved = configuration.featureSnapshots[instrument.symbol] {
      do throws(Diagnostic) {
        resumed = try FeatureProgram(set: configuration.features, instrument: instrument, id: id, resuming: saved)
      } catch {
        refusal = error
      }
    }
    if let resumed { features = resumed } else { features = try FeatureProgram(set: configuration.features, instrument: instrument, id: id) }
    resumeRefusal = refusal
    vector = FeatureVector(instrument: id, time: Timestamp(nanoseconds: 0), schema: configuration.features.schema)
    outcomes = OutcomeJoin(label: configuration.label, capacity: configuration.pendingOutcomes)
    shadows = ShadowJoin(capacity: configuration.pendingOutcomes)
    drift = LiveDriftMonitor(configuration: configuration.drift, schema: configuration.features.schema, symbol: instrument.symbol)
    strategy = configuration.strategy.map { PaperStrategy(configuration: $0, instrument: instrument, id: id) }
  }

  /// Keeps a verdict in place of the one before of its feature and test.
  func keep(_ verdict: DriftVerdict) {
    func fits(_ kept: DriftVerdict) -> Bool { kept.feature == verdict.feature && kept.test == verdict.test }
    let expected = verdictPlace < verdicts.count ? verdictPlace : 0
    let place = expected < verdicts.count && fits(verdicts[expected]) ? expected : verdicts.firstIndex(where: fits) ?? verdicts.count
    if place < verdicts.count { verdicts[place] = verdict } else { verdicts.append(verdict) }
    verdictPlace = place + 1
  }
}
