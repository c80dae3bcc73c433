/// Operators of candles.
struct BarBanks: OperatorBanks {
  typealias Observation = Bar
  private var accumulationDistribution = OperatorBank<AccumulationDistribution>()
  private var amihudIlliquidity = OperatorBank<AmihudIlliquidity>()
  private var averageTrueRange = OperatorBank<AverageTrueRange>()
  private var barShape = OperatorBank<BarShape>()
  private var barVWAP = OperatorBank<BarVWAP>()
  private var bulkVolumeSynchronisedPIN = OperatorBank<BulkVolumeSynchronisedPIN>()
  private var commodityChannelIndex = OperatorBank<CommodityChannelIndex>()
  private var directionalIndex = OperatorBank<DirectionalIndex>()
  private var exponentialTrueRange = OperatorBank<ExponentialTrueRange>()
  private var garmanKlassVolatility = OperatorBank<GarmanKlassVolatility>()
  private var moneyFlowIndex = OperatorBank<MoneyFlowIndex>()
  private var onBalanceVolume = OperatorBank<OnBalanceVolume>()
  private var parkinsonVolatility = OperatorBank<ParkinsonVolatility>()
  private var rogersSatchellVolatility = OperatorBank<RogersSatchellVolatility>()
  private var stochastic = OperatorBank<Stochastic>()
  private var trueRange = OperatorBank<TrueRange>()
  private var williamsR = OperatorBank<WilliamsR>()
  private var yangZhangVolatility = OperatorBank<YangZhangVolatility>()

  static let entries: [BankEntry<BarBanks>] = [
    BankEntry(\.accumulationDistribution, takes: .bars),
    BankEntry(\.amihudIlliquidity, takes: .bars),
    BankEntry(\.averageTrueRange, takes: .bars),
    BankEntry(\.barShape, takes: .bars),
    BankEntry(\.barVWAP, takes: .bars),
    BankEntry(\.bulkVolumeSynchronisedPIN, takes: .bars),
    BankEntry(\.commodityChannelIndex, takes: .bars),
    BankEntry(\.directionalIndex, takes: .bars),
    BankEntry(\.exponentialTrueRange, takes: .bars),
    BankEntry(\.garmanKlassVolatility, takes: .bars),
    BankEntry(\.moneyFlowIndex, takes: .bars),
    BankEntry(\.onBalanceVolume, takes: .bars),
    BankEntry(\.parkinsonVolatility, takes: .bars),
    BankEntry(\.rogersSatchellVolatility, takes: .bars),
    BankEntry(\.stochastic, takes: .bars),
    BankEntry(\.trueRange, takes: .bars),
    BankEntry(\.williamsR, takes: .bars),
    BankEntry(\.yangZhangVolatility, takes: .bars),
  ]

  mutating func update(_ observation: Bar) {
    accumulationDistribution.update(observation)
    amihudIlliquidity.update(observation)
    averageTrueRange.update(observation)
    barShape.update(observation)
    barVWAP.update(observation)
    bulkVolumeSynchronisedPIN.update(observation)
    commodityChannelIndex.update(observation)
    directionalIndex.update(observation)
    exponentialTrueRange.update(observation)
    garmanKlassVolatility.update(observation)
    moneyFlowIndex.update(observation)
    onBalanceVolume.update(observation)
    parkinsonVolatility.update(observation)
    rogersSatchellVolatility.update(observation)
    stochastic.update(observation)
    trueRange.update(observation)
    williamsR.update(observation)
    yangZhangVolatility.update(observation)
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    accumulationDistribution.write(at: now, into: &values)
    amihudIlliquidity.write(at: now, into: &values)
    averageTrueRange.write(at: now, into: &values)
    barShape.write(at: now, into: &values)
    barVWAP.write(at: now, into: &values)
    bulkVolumeSynchronisedPIN.write(at: now, into: &values)
    commodityChannelIndex.write(at: now, into: &values)
    directionalIndex.write(at: now, into: &values)
    exponentialTrueRange.write(at: now, into: &values)
    garmanKlassVolatility.write(at: now, into: &values)
    moneyFlowIndex.write(at: now, into: &values)
    onBalanceVolume.write(at: now, into: &values)
    parkinsonVolatility.write(at: now, into: &values)
    rogersSatchellVolatility.write(at: now, into: &values)
    stochastic.write(at: now, into: &values)
    trueRange.write(at: now, into: &values)
    williamsR.write(at: now, into: &values)
    yangZhangVolatility.write(at: now, into: &values)
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    accumulationDistribution.writeTimed(at: now, into: &values)
    amihudIlliquidity.writeTimed(at: now, into: &values)
    averageTrueRange.writeTimed(at: now, into: &values)
    barShape.writeTimed(at: now, into: &values)
    barVWAP.writeTimed(at: now, into: &values)
    bulkVolumeSynchronisedPIN.writeTimed(at: now, into: &values)
    commodityChannelIndex.writeTimed(at: now, into: &values)
    directionalIndex.writeTimed(at: now, into: &values)
    exponentialTrueRange.writeTimed(at: now, into: &values)
    garmanKlassVolatility.writeTimed(at: now, into: &values)
    moneyFlowIndex.writeTimed(at: now, into: &values)
    onBalanceVolume.writeTimed(at: now, into: &values)
    parkinsonVolatility.writeTimed(at: now, into: &values)
    rogersSatchellVolatility.writeTimed(at: now, into: &values)
    stochastic.writeTimed(at: now, into: &values)
    trueRange.writeTimed(at: now, into: &values)
    williamsR.writeTimed(at: now, into: &values)
    yangZhangVolatility.writeTimed(at: now, into: &values)
  }

  var layout: [[Int]] {
    [
      accumulationDistribution.layout,
      amihudIlliquidity.layout,
      averageTrueRange.layout,
      barShape.layout,
      barVWAP.layout,
      bulkVolumeSynchronisedPIN.layout,
      commodityChannelIndex.layout,
      directionalIndex.layout,
      exponentialTrueRange.layout,
      garmanKlassVolatility.layout,
      moneyFlowIndex.layout,
      onBalanceVolume.layout,
      parkinsonVolatility.layout,
      rogersSatchellVolatility.layout,
      stochastic.layout,
      trueRange.layout,
      williamsR.layout,
      yangZhangVolatility.layout,
    ]
  }
}
