extension FeatureOperator {
  /// Yes unless an operator says no: a no spares the writing on events of other streams.
  public static var readsTime: Bool { true }
}

// Operators whose outputs stay as they are until the next observation: they are not written again on events of other streams.

extension AccumulationDistribution {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension AmihudIlliquidity {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension Autocorrelation {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension AverageTrueRange {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension BarShape {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension BarVWAP {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension BollingerBands {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension BookSpread {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension BulkVolumeSynchronisedPIN {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension CommodityChannelIndex {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension Correlation {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension DepthImbalance {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension DirectionalIndex {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension EWMACorrelation {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension EWMAVolatility {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension ExponentialMovingAverage {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension ExponentialTrueRange {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension GarmanKlassVolatility {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension HiguchiDimension {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension HurstDiffusion {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension ImpactSpread {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension KaufmanAverage {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension KyleLambda {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension LaggedReturns {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension LeeReady {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension MACD {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension Microprice {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension Momentum {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension MoneyFlowIndex {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension OnBalanceVolume {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension ParkinsonVolatility {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension PriceMomentumOscillator {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension RateOfChange {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension RelativeStrengthIndex {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension RescaledRange {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension RogersSatchellVolatility {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension SimpleMovingAverage {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension Stochastic {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension TickRule {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension TimeWeightedAverage {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension TradeSpreads {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension TrueRange {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension VolatilityRatio {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension VolumeOscillator {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension VolumeSynchronisedPIN {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension WeightedMovingAverage {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension WilderMovingAverage {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension WilliamsR {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}

extension YangZhangVolatility {
  /// No: what was observed last stands.
  public static var readsTime: Bool { false }
}
