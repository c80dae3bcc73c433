/// Operators of trades.
struct TradeBanks: OperatorBanks {
  typealias Observation = TradePoint
  private var kyleLambda = OperatorBank<KyleLambda>()
  private var tickRule = OperatorBank<TickRule>()
  private var tradeArrivalIntensity = OperatorBank<TradeArrivalIntensity>()
  private var volumeDelta = OperatorBank<VolumeDelta>()
  private var volumeSynchronisedPIN = OperatorBank<VolumeSynchronisedPIN>()
  private var volumeWeightedPrice = OperatorBank<VolumeWeightedPrice>()

  static let entries: [BankEntry<TradeBanks>] = [
    BankEntry(\.kyleLambda, takes: .trades),
    BankEntry(\.tickRule, takes: .trades),
    BankEntry(\.tradeArrivalIntensity, takes: .trades),
    BankEntry(\.volumeDelta, takes: .trades),
    BankEntry(\.volumeSynchronisedPIN, takes: .trades),
    BankEntry(\.volumeWeightedPrice, takes: .trades),
  ]

  mutating func update(_ observation: TradePoint) {
    kyleLambda.update(observation)
    tickRule.update(observation)
    tradeArrivalIntensity.update(observation)
    volumeDelta.update(observation)
    volumeSynchronisedPIN.update(observation)
    volumeWeightedPrice.update(observation)
  }

  mutating func write(at now: Int64, into values: inout MutableSpan<Double>) {
    kyleLambda.write(at: now, into: &values)
    tickRule.write(at: now, into: &values)
    tradeArrivalIntensity.write(at: now, into: &values)
    volumeDelta.write(at: now, into: &values)
    volumeSynchronisedPIN.write(at: now, into: &values)
    volumeWeightedPrice.write(at: now, into: &values)
  }

  mutating func writeTimed(at now: Int64, into values: inout MutableSpan<Double>) {
    kyleLambda.writeTimed(at: now, into: &values)
    tickRule.writeTimed(at: now, into: &values)
    tradeArrivalIntensity.writeTimed(at: now, into: &values)
    volumeDelta.writeTimed(at: now, into: &values)
    volumeSynchronisedPIN.writeTimed(at: now, into: &values)
    volumeWeightedPrice.writeTimed(at: now, into: &values)
  }

  var layout: [[Int]] {
    [
      kyleLambda.layout,
      tickRule.layout,
      tradeArrivalIntensity.layout,
      volumeDelta.layout,
      volumeSynchronisedPIN.layout,
      volumeWeightedPrice.layout,
    ]
  }
}
