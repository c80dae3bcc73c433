/// Operators of one series of values.
struct SeriesBanks: OperatorBanks {
  typealias Observation = SeriesPoint
  private var autocorrelation = OperatorBank<Autocorrelation>()
  private var bollingerBands = OperatorBank<BollingerBands>()
  private var ewmaVolatility = OperatorBank<EWMAVolatility>()
  private var exponentialMovingAverage = OperatorBank<ExponentialMovingAverage>()
  private var higuchiDimension = OperatorBank<HiguchiDimension>()
  private var hurstDiffusion = OperatorBank<HurstDiffusion>()
  private var kaufmanAverage = OperatorBank<KaufmanAverage>()
  private var laggedReturns = OperatorBank<LaggedReturns>()
  private var macd = OperatorBank<MACD>()
  private var momentum = OperatorBank<Momentum>()
  private var priceMomentumOscillator = OperatorBank<PriceMomentumOscillator>()
  private var rateOfChange = OperatorBank<RateOfChange>()
  private var realisedVariance = OperatorBank<RealisedVariance>()
  private var relativeStrengthIndex = OperatorBank<RelativeStrengthIndex>()
  private var rescaledRange = OperatorBank<RescaledRange>()
  private var returnOver = OperatorBank<ReturnOver>()
  private var rollingStatistic = OperatorBank<RollingStatistic>()
  private var simpleMovingAverage = OperatorBank<SimpleMovingAverage>()
  private var timeOfDay = OperatorBank<TimeOfDay>()
  private var timeWeightedAverage = OperatorBank<TimeWeightedAverage>()
  private var volatilityRatio = OperatorBank<VolatilityRatio>()
  private var volumeOscillator = OperatorBank<VolumeOscillator>()
  private var weightedMovingAverage = OperatorBank<WeightedMovingAverage>()
  private var wilderMovingAverage = OperatorBank<WilderMovingAverage>()

  static let entries: [BankEntry<SeriesBanks>] = [
    BankEntry(\.autocorrelation, takes: .series),
    BankEntry(\.bollingerBands, takes: .series),
    BankEntry(\.ewmaVolatility, takes: .series),
    BankEntry(\.exponentialMovingAverage, takes: .series),
    BankEntry(\.higuchiDimension, takes: .series),
    BankEntry(\.hurstDiffusion, takes: .series),
    BankEntry(\.kaufmanAverage, takes: .series),
    BankEntry(\.laggedReturns, takes: .series),
    BankEntry(\.macd, takes: .series),
    BankEntry(\.momentum, takes: .series),
    BankEntry(\.priceMomentumOscillator, takes: .series),
    BankEntry(\.rateOfChange, takes: .series),
    BankEntry(\.realisedVariance, takes: .series),
    BankEntry(\.relativeStrengthIndex, takes: .series),
    BankEntry(\.rescaledRange, takes: .series),
    BankEntry(\.returnOver, takes: .series),
    BankEntry(\.rollingStatistic, takes: .series),
    BankEntry(\.simpleMovingAverage, takes: .series),
    BankEntry(\.timeOfDay, takes: .series),
    BankEntry(\.timeWeightedAverage, takes: .series),
    BankEntry(\.volatilityRatio, takes: .series),
    BankEntry(\.volumeOscillator, takes: .series),
    BankEntry(\.weightedMovingAverage, takes: .series),
    BankEntry(\.wilderMovingAverage, takes: .series),
  ]

  mutating func update(_ observation: SeriesPoint) {
    autocorrelation.update(observation)
    bollingerBands.update(observation)
    ewmaVolatility.update(observation)
    exponentialMovingAverage.update(observation)
    higuchiDimension.update(observation)
    hurstDiffusion.update(observation)
    kaufmanAverage.update(observation)
    laggedReturns.update(observation)
    macd.update(observation)
    momentum.update(observation)
    priceMomentumOscillator.update(observation)
    rateOfChange.update(observation)
    realisedVariance.update(observation)
    relativeStrengthIndex.update(observation)
    rescaledRange.update(observation)
    returnOver.update(observation)
    rollingStatistic.update(observation)
    simpleMovingAverage.update(observation)
    timeOfDay.update(observation)
    timeWeightedAverage.update(observation)
    volatilityRatio.update(observation)
    volumeOscillator.update(observation)
    weightedMovingAverage.update(observation)
    wilderMovingAverage.update(observation)
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    autocorrelation.write(at: now, into: &values)
    bollingerBands.write(at: now, into: &values)
    ewmaVolatility.write(at: now, into: &values)
    exponentialMovingAverage.write(at: now, into: &values)
    higuchiDimension.write(at: now, into: &values)
    hurstDiffusion.write(at: now, into: &values)
    kaufmanAverage.write(at: now, into: &values)
    laggedReturns.write(at: now, into: &values)
    macd.write(at: now, into: &values)
    momentum.write(at: now, into: &values)
    priceMomentumOscillator.write(at: now, into: &values)
    rateOfChange.write(at: now, into: &values)
    realisedVariance.write(at: now, into: &values)
    relativeStrengthIndex.write(at: now, into: &values)
    rescaledRange.write(at: now, into: &values)
    returnOver.write(at: now, into: &values)
    rollingStatistic.write(at: now, into: &values)
    simpleMovingAverage.write(at: now, into: &values)
    timeOfDay.write(at: now, into: &values)
    timeWeightedAverage.write(at: now, into: &values)
    volatilityRatio.write(at: now, into: &values)
    volumeOscillator.write(at: now, into: &values)
    weightedMovingAverage.write(at: now, into: &values)
    wilderMovingAverage.write(at: now, into: &values)
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    autocorrelation.writeTimed(at: now, into: &values)
    bollingerBands.writeTimed(at: now, into: &values)
    ewmaVolatility.writeTimed(at: now, into: &values)
    exponentialMovingAverage.writeTimed(at: now, into: &values)
    higuchiDimension.writeTimed(at: now, into: &values)
    hurstDiffusion.writeTimed(at: now, into: &values)
    kaufmanAverage.writeTimed(at: now, into: &values)
    laggedReturns.writeTimed(at: now, into: &values)
    macd.writeTimed(at: now, into: &values)
    momentum.writeTimed(at: now, into: &values)
    priceMomentumOscillator.writeTimed(at: now, into: &values)
    rateOfChange.writeTimed(at: now, into: &values)
    realisedVariance.writeTimed(at: now, into: &values)
    relativeStrengthIndex.writeTimed(at: now, into: &values)
    rescaledRange.writeTimed(at: now, into: &values)
    returnOver.writeTimed(at: now, into: &values)
    rollingStatistic.writeTimed(at: now, into: &values)
    simpleMovingAverage.writeTimed(at: now, into: &values)
    timeOfDay.writeTimed(at: now, into: &values)
    timeWeightedAverage.writeTimed(at: now, into: &values)
    volatilityRatio.writeTimed(at: now, into: &values)
    volumeOscillator.writeTimed(at: now, into: &values)
    weightedMovingAverage.writeTimed(at: now, into: &values)
    wilderMovingAverage.writeTimed(at: now, into: &values)
  }

  var layout: [[Int]] {
    [
      autocorrelation.layout,
      bollingerBands.layout,
      ewmaVolatility.layout,
      exponentialMovingAverage.layout,
      higuchiDimension.layout,
      hurstDiffusion.layout,
      kaufmanAverage.layout,
      laggedReturns.layout,
      macd.layout,
      momentum.layout,
      priceMomentumOscillator.layout,
      rateOfChange.layout,
      realisedVariance.layout,
      relativeStrengthIndex.layout,
      rescaledRange.layout,
      returnOver.layout,
      rollingStatistic.layout,
      simpleMovingAverage.layout,
      timeOfDay.layout,
      timeWeightedAverage.layout,
      volatilityRatio.layout,
      volumeOscillator.layout,
      weightedMovingAverage.layout,
      wilderMovingAverage.layout,
    ]
  }
}
